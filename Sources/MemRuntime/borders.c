/* borders.c - where memory passes between allocators and libc, and files not yet migrated. */
#include "trace.h"

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static size_t readable(MemState *s, const void *p) {
    mem_lock(s);
    size_t extent = s->strategy->extent(s, p);
    mem_unlock(s);
    return extent;
}

void *mem_adopt(Allocator *a, void *p, size_t size, const char *site) {
    MemState *s = mem_state(a);
    if (!p) return NULL;
    if (!mem_start(s)) return mem_fail(ENOMEM);
    if (s->kind != KIND_PLATFORM) {
        if (size == MEM_UNKNOWN_SIZE) return mem_fail(EINVAL);
        void *copy = mem_alloc_slow(a, size, 0, 0, NULL, site);
        if (!copy) return NULL;
        memcpy(copy, p, smaller(size, mem_usable_size(p)));
        free(p);
        return copy;
    }
    if (mem_watch(s) & WATCH_TRACE) return mem_trace_adopt(s, p, size, site);
    if (s->strategy == &mem_counted_platform) {
        if (!mem_reserve(s, mem_usable_size(p))) return NULL;
        mem_count_alloc(s, mem_usable_size(p));
    }
    return p;
}

void *mem_disown(Allocator *a, void *p, size_t size, const char *site) {
    MemState *s = mem_state(a);
    if (!p) return NULL;
    if (!mem_start(s)) return mem_fail(ENOMEM);
    if (s->kind != KIND_PLATFORM) {
        size_t extent = readable(s->base, p);
        if (!extent || size == MEM_UNKNOWN_SIZE) return mem_fail(EINVAL);
        void *copy = malloc(size + !size);
        if (!copy) return NULL;
        memcpy(copy, p, smaller(size, extent));
        mem_free_slow(a, p, size, MEM_FORM_SIZED, site);
        return copy;
    }
    if (mem_watch(s) & WATCH_TRACE) return mem_trace_disown(s, p, size, site);
    if (s->strategy == &mem_counted_platform) {
        mem_unreserve(s, mem_usable_size(p));
        mem_count_release(s, mem_usable_size(p));
    }
    return p;
}

void mem_ignore_leak(const void *p) { mem_trace_ignore(p); }

static MemState *general(void) { return mem_systems[ALLOC_SYSTEM_GENERAL].state; }

void mem_compat_free_slow(void *p, const char *site) {
    if (!p) return;
    if (mem_start(general()) && (mem_watch(general()) & WATCH_TRACE)) mem_trace_compat_free(p, site);
    else mem_free_slow(NULL, p, MEM_UNKNOWN_SIZE, MEM_FORM_UNSIZED, site);
}

void *mem_compat_resize_slow(void *p, size_t size, const char *site) {
    if (p && mem_start(general()) && (mem_watch(general()) & WATCH_TRACE))
        return mem_trace_compat_resize(p, size, site);
    return mem_resize_slow(NULL, p, MEM_UNKNOWN_SIZE, size, MEM_FORM_UNSIZED, site);
}
