/* operations.c - the way of an operation that malloc and free alone cannot serve. */
#include "trace.h"

#define COUNTED 2 /* Allocator.direct: malloc and free, counted */

static int way_of(const Allocator *a) {
    return a ? __atomic_load_n(&a->direct, __ATOMIC_RELAXED) : 0;
}

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

static bool is_counted(const MemState *s) {
    return s->kind == KIND_PLATFORM && mem_settings.statistics;
}

__attribute__((noinline)) static void *alloc_watched(MemState *s, const TraceRequest *r) {
    size_t size = r->size, alignment = r->alignment;
    if (alignment & (alignment - 1)) return mem_fail(EINVAL); /* CHECK:alignment */
    if (size > MEM_SIZE_MAX || alignment > MEM_SIZE_MAX - size)
        return mem_fail(ENOMEM); /* CHECK:alloc-size */
    unsigned watch = watch_started(s);
    if (is_refused(watch)) return mem_fail(ENOMEM);
    if (watch & WATCH_TRACE) return mem_trace_alloc(s, r);
    mem_lock(s);
    void *p = s->strategy->alloc(s, size + !size, alignment, r->zero);
    mem_unlock(s);
    if (p && is_counted(s)) mem_count_alloc(s->face, size);
    return p;
}

void *mem_alloc_slow(Allocator *a, size_t size, size_t alignment, int zero, const char *tag,
                     const char *site) {
    if (way_of(a) == COUNTED && !alignment && !zero) {
        void *p = malloc(size + !size);
        MemCounts *c = mem_counts_here(a->id);
        if (!p || !c) return p;
        mem_add(&c->allocations, 1);
        mem_add(&c->allocated_bytes, size);
        return p;
    }
    MemState *s = mem_state(a);
    if (!(mem_watch(s) | alignment) && size <= MEM_SIZE_MAX && s->kind != KIND_PLATFORM)
        return s->strategy->alloc(s, size + !size, 0, zero);
    return alloc_watched(s, &(TraceRequest){size, alignment, zero, tag, site});
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
    if (form == MEM_FORM_ADOPTED && mem_is_libcs(s, p)) return mem_adopt_resized(a, p, size, site);
    if (is_refused(watch)) return mem_fail(ENOMEM);
    if (watch & WATCH_TRACE)
        return mem_trace_resize(s, p, &(TraceClaim){old_size, form, site}, size);
    mem_lock(s);
    void *q = s->strategy->resize(s, p, size);
    mem_unlock(s);
    if (q && is_counted(s)) {
        mem_count_release(s->face, old_size);
        mem_count_alloc(s->face, size);
    }
    return q;
}

__attribute__((noinline)) static void free_watched(MemState *s, void *p, const TraceClaim *claim) {
    unsigned watch = watch_started(s);
    if (watch & WATCH_TRACE) {
        mem_trace_release(s, p, claim);
        return;
    }
    if (claim->form == MEM_FORM_ADOPTED && mem_is_libcs(s, p)) {
        free(p);
        return;
    }
    if (watch & WATCH_START) return; /* it cannot start, so it has no blocks: p is not its own */
    if (is_counted(s)) {
        /* The length of a string is all that is left to count with; checking mode verifies it. */
        bool string = claim->form == MEM_FORM_STRING;
        mem_count_release(s->face, string ? strlen(p) + 1 : claim->size);
    }
    mem_lock(s);
    s->strategy->release(s, p);
    mem_unlock(s);
}

void mem_free_slow(Allocator *a, void *p, size_t size, MemForm form, const char *site) {
    if (!p) return;
    if (way_of(a) == COUNTED && form == MEM_FORM_SIZED) {
        MemCounts *c = mem_counts_here(a->id);
        if (c) {
            mem_add(&c->releases, 1);
            mem_add(&c->released_bytes, size);
        }
        free(p);
        return;
    }
    MemState *s = mem_state(a);
    if (mem_watch(s) == 0 && s->kind != KIND_PLATFORM && form != MEM_FORM_ADOPTED)
        s->strategy->release(s, p);
    else free_watched(s, p, &(TraceClaim){size, form, site});
}

void *mem_duplicate(Allocator *a, const void *p, size_t size, const char *site) {
    if (!p && size) return mem_fail(EINVAL); /* CHECK:duplicate-null */
    void *copy = mem_alloc(a, size, site);
    if (copy && size) memcpy(copy, p, size);
    return copy;
}

char *mem_duplicate_string(Allocator *a, const char *s, size_t most, const char *site) {
    if (!s) return mem_fail(EINVAL); /* CHECK:string-null */
    size_t length = most == SIZE_MAX ? strlen(s) : strnlen(s, most);
    char *copy = mem_alloc(a, length + 1, site);
    if (copy) {
        memcpy(copy, s, length);
        copy[length] = 0;
    }
    return copy;
}
