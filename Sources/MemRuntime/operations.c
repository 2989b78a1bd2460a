/* operations.c - the way of an operation that no short path of mem_inline.h serves. */
#include "internal.h"

void *mem_alloc_slow(Allocator *a, size_t size, size_t alignment, int zero, const char *tag,
                     const char *site) {
    MemState *s = mem_state(a);
    if (alignment & (alignment - 1)) return mem_fail(EINVAL); /* CHECK:alignment */
    if (size > MEM_SIZE_MAX || alignment > MEM_SIZE_MAX - size)
        return mem_fail(ENOMEM); /* CHECK:alloc-size */
    mem_start(s);
    if (mem_fails_now()) return mem_fail(ENOMEM);
    if (s->checked) return mem_trace_alloc(s, size, alignment, zero, tag, site);
    mem_lock(s);
    void *p = s->strategy->alloc(s, size + !size, alignment, zero);
    mem_unlock(s);
    if (p) mem_count_slow(s, MEM_ALLOCATIONS, size);
    return p;
}

/* Without checking: does MEM_FREE_ADOPTED of p to an arena or pool mean libc's memory? */
static bool is_libcs(MemState *s, const void *p, MemForm form) {
    if (form != MEM_FORM_ADOPTED || s->strategy == &mem_platform || s->checked) return false;
    mem_lock(s);
    bool outside = !s->strategy->contains(s, p);
    mem_unlock(s);
    return outside && mem_heap_like(p); /* CHECK:adopt-heap-like */
}

/* Arenas and pools cannot hold memory of libc: it is copied. */
static void *adopt_copy(Allocator *a, void *p, size_t size, const char *site) {
    void *copy = mem_alloc_slow(a, size, 0, 0, NULL, site);
    if (!copy) return NULL;
    memcpy(copy, p, mem_smaller(size, mem_usable_size(p)));
    free(p);
    return copy;
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
    mem_start(s);
    if (is_libcs(s, p, form)) return adopt_copy(a, p, size, site);
    if (mem_fails_now()) return mem_fail(ENOMEM);
    if (s->checked) return mem_trace_resize(s, p, &(MemClaim){old_size, form, site, NULL, false}, size);
    mem_lock(s);
    void *q = s->strategy->resize(s, p, size);
    mem_unlock(s);
    if (!q) return NULL;
    mem_count_slow(s, MEM_RELEASES, old_size);
    mem_count_slow(s, MEM_ALLOCATIONS, size);
    return q;
}

void mem_free_slow(Allocator *a, void *p, size_t size, MemForm form, const char *site) {
    MemState *s = mem_state(a);
    if (!p) return; /* CHECK:free-null */
    mem_start(s);
    if (s->checked) {
        mem_trace_release(s, p, &(MemClaim){size, form, site, NULL, false});
        return;
    }
    if (is_libcs(s, p, form)) {
        free(p);
        return;
    }
    /* The length of a string is all that is left to count with; checking mode verifies it. */
    if (s->strategy == &mem_platform && form == MEM_FORM_STRING && mem_settings.statistics)
        size = strlen(p) + 1;
    mem_count_slow(s, MEM_RELEASES, size);
    mem_lock(s);
    s->strategy->release(s, p);
    mem_unlock(s);
}

void *mem_adopt(Allocator *a, void *p, size_t size, const char *site) {
    MemState *s = mem_state(a);
    if (!p) return NULL;
    mem_start(s);
    if (s->strategy != &mem_platform) {
        if (size == MEM_UNKNOWN_SIZE) return mem_fail(EINVAL); /* CHECK:adopt-unknown */
        return adopt_copy(a, p, size, site);
    }
    if (s->checked) return mem_trace_adopt(s, p, size, site) ? p : mem_fail(ENOMEM);
    if (s->limited && !mem_reserve(s, mem_usable_size(p))) return NULL;
    mem_count_slow(s, MEM_ALLOCATIONS, size == MEM_UNKNOWN_SIZE ? 0 : size);
    return p;
}

static size_t extent_of(MemState *s, const void *p) {
    if (s->checked) return mem_trace_extent(p);
    mem_lock(s);
    size_t extent = s->strategy->extent(s, p);
    mem_unlock(s);
    return extent;
}

static void *disown_copy(Allocator *a, void *p, size_t size, const char *site) {
    size_t extent = extent_of(mem_state(a), p);
    if (!extent || size == MEM_UNKNOWN_SIZE) return mem_fail(EINVAL); /* CHECK:disown-unknown */
    void *copy = size > MEM_SIZE_MAX ? mem_fail(ENOMEM) : malloc(size + !size);
    if (!copy) return NULL;
    memcpy(copy, p, mem_smaller(size, extent));
    mem_free_slow(a, p, size, MEM_FORM_SIZED, site);
    return copy;
}

void *mem_disown(Allocator *a, void *p, size_t size, const char *site) {
    MemState *s = mem_state(a);
    if (!p) return NULL;
    mem_start(s);
    if (s->strategy != &mem_platform) return disown_copy(a, p, size, site);
    if (s->checked) {
        mem_trace_disown(s, p, size, site);
        return p;
    }
    if (s->limited) mem_unreserve(s, mem_usable_size(p));
    mem_count_slow(s, MEM_RELEASES, size);
    return p;
}
