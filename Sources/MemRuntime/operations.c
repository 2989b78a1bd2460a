/* operations.c - the way of an operation that malloc and free alone cannot serve. */
#include "trace.h"

/* The bits to watch once the allocator has started; START stays set when it cannot. */
static unsigned watch_started(MemState *s) {
    unsigned watch = mem_watch(s);
    if (!(watch & WATCH_START)) return watch;
    return mem_start(s) ? mem_watch(s) : WATCH_START;
}

static bool is_refused(unsigned watch) {
    if (watch & WATCH_START) return true;
    return (watch & WATCH_FAIL) && mem_fails_now();
}

void *mem_alloc_slow(Allocator *a, size_t size, size_t alignment, int zero, const char *tag,
                     const char *site) {
    MemState *s = mem_state(a);
    unsigned watch = mem_watch(s);
    if (alignment & (alignment - 1)) return mem_fail(EINVAL); /* CHECK:alignment */
    if (size > MEM_SIZE_MAX || alignment > MEM_SIZE_MAX - size)
        return mem_fail(ENOMEM); /* CHECK:alloc-size */
    if (!watch) return s->strategy->alloc(s, size + !size, alignment, zero);
    if (is_refused(watch = watch_started(s))) return mem_fail(ENOMEM);
    if (watch & WATCH_TRACE)
        return mem_trace_alloc(s, &(TraceRequest){size, alignment, zero, tag, site});
    mem_lock(s);
    void *p = s->strategy->alloc(s, size + !size, alignment, zero);
    mem_unlock(s);
    return p;
}

void *mem_resize_slow(Allocator *a, void *p, size_t old_size, size_t size, MemForm form,
                      const char *site) {
    MemState *s = mem_state(a);
    if (!p) return mem_alloc_slow(a, size, 0, 0, NULL, site);
    if (!size) {
        mem_free_slow(a, p, old_size, form, site);
        return NULL;
    }
    if (size > MEM_SIZE_MAX) return mem_fail(ENOMEM); /* CHECK:resize-size */
    unsigned watch = watch_started(s);
    if (is_refused(watch)) return mem_fail(ENOMEM);
    if (watch & WATCH_TRACE)
        return mem_trace_resize(s, p, &(TraceClaim){old_size, form, site, false}, size);
    mem_lock(s);
    void *q = s->strategy->resize(s, p, size);
    mem_unlock(s);
    return q;
}

void mem_free_slow(Allocator *a, void *p, size_t size, MemForm form, const char *site) {
    MemState *s = mem_state(a);
    unsigned watch = mem_watch(s);
    if (!p) return;
    if (!watch) {
        s->strategy->release(s, p);
        return;
    }
    watch = watch_started(s);
    if (watch & WATCH_TRACE) {
        mem_trace_release(s, p, &(TraceClaim){size, form, site, false});
    } else if (watch & WATCH_START) {
        free(p); /* only a platform can have given it, and it cannot fail to start in release */
    } else {
        mem_lock(s);
        s->strategy->release(s, p);
        mem_unlock(s);
    }
}

void *mem_duplicate(Allocator *a, const void *p, size_t size, const char *site) {
    if (!p && size) return mem_fail(EINVAL);
    void *copy = mem_alloc(a, size, site);
    if (copy && size) memcpy(copy, p, size);
    return copy;
}

char *mem_duplicate_string(Allocator *a, const char *s, size_t most, const char *site) {
    if (!s) return mem_fail(EINVAL);
    size_t length = most == SIZE_MAX ? strlen(s) : strnlen(s, most);
    char *copy = mem_alloc(a, length + 1, site);
    if (copy) {
        memcpy(copy, s, length);
        copy[length] = 0;
    }
    return copy;
}
