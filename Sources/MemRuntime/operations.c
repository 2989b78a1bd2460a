/* operations.c - the way of an operation that no short path of mem_inline.h serves. */
#include "internal.h"

void *mem_alloc_slow(Allocator *a, size_t size, size_t alignment, int zero, const char *tag,
                     const char *site) {
    MemCall call = {.size = size, .alignment = alignment, .zero = zero, .tag = tag, .site = site};
    MemState *s = mem_state(a);
    if (alignment & (alignment - 1)) return mem_fail(EINVAL); /* CHECK:alignment */
    if (size > MEM_SIZE_MAX || alignment > MEM_SIZE_MAX - size)
        return mem_fail(ENOMEM); /* CHECK:alloc-size */
    if (mem_fails_now()) return mem_fail(ENOMEM);
    const MemStrategy *by = mem_begin(s);
    void *p = by->alloc(s, &call);
    mem_end(s, by);
    return p;
}

/* Without checking: does MEM_FREE_ADOPTED of p to an arena or pool mean libc's memory? */
static bool is_libcs(MemState *s, const void *p, MemForm form) {
    if (form != MEM_FORM_ADOPTED) return false;
    const MemStrategy *by = mem_begin(s);
    bool outside = by->contains && !by->contains(s, p);
    mem_end(s, by);
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
    MemCall call = {.size = size, .site = site, .claimed = old_size, .form = form};
    MemState *s = mem_state(a);
    if (!p) return mem_alloc_slow(a, size, 0, 0, NULL, site);
    if (!size) return mem_free_slow(a, p, old_size, form, site), NULL;
    if (size > MEM_SIZE_MAX) return mem_fail(ENOMEM); /* CHECK:resize-size */
    if (is_libcs(s, p, form)) return adopt_copy(a, p, size, site);
    if (mem_fails_now()) return mem_fail(ENOMEM);
    const MemStrategy *by = mem_begin(s);
    void *q = by->resize(s, p, &call);
    mem_end(s, by);
    return q;
}

void mem_free_slow(Allocator *a, void *p, size_t size, MemForm form, const char *site) {
    MemCall call = {.site = site, .claimed = size, .form = form};
    MemState *s = mem_state(a);
    int error = errno;
    if (!p) return; /* CHECK:free-null */
    if (is_libcs(s, p, form)) {
        free(p);
        return;
    }
    const MemStrategy *by = mem_begin(s);
    by->release(s, p, &call);
    mem_end(s, by);
    if (by == &mem_trace) errno = error; /* as free() does; what was wrong is reported */
}

void *mem_adopt(Allocator *a, void *p, size_t size, const char *site) {
    MemCall call = {.site = site, .claimed = size};
    MemState *s = mem_state(a);
    if (!p) return NULL;
    if (s->strategy != &mem_platform) {
        if (size == MEM_UNKNOWN_SIZE) return mem_fail(EINVAL); /* CHECK:adopt-unknown */
        return adopt_copy(a, p, size, site);
    }
    const MemStrategy *by = mem_begin(s);
    bool adopted = by->adopt(s, p, &call);
    mem_end(s, by);
    return adopted ? p : mem_fail(ENOMEM);
}

static void *disown_copy(Allocator *a, void *p, size_t size, const char *site) {
    MemState *s = mem_state(a);
    const MemStrategy *by = mem_begin(s);
    size_t extent = by->extent(s, p);
    mem_end(s, by);
    if (!extent || size == MEM_UNKNOWN_SIZE) return mem_fail(EINVAL); /* CHECK:disown-unknown */
    void *copy = size > MEM_SIZE_MAX ? mem_fail(ENOMEM) : malloc(size + !size);
    if (!copy) return NULL;
    memcpy(copy, p, mem_smaller(size, extent));
    mem_free_slow(a, p, size, MEM_FORM_SIZED, site);
    return copy;
}

void *mem_disown(Allocator *a, void *p, size_t size, const char *site) {
    MemForm form = size == MEM_UNKNOWN_SIZE ? MEM_FORM_UNSIZED : MEM_FORM_SIZED;
    MemCall call = {.site = site, .claimed = size, .form = form};
    MemState *s = mem_state(a);
    if (!p) return NULL;
    if (s->strategy != &mem_platform) return disown_copy(a, p, size, site);
    const MemStrategy *by = mem_begin(s);
    by->disown(s, p, &call);
    mem_end(s, by);
    return p;
}

int mem_visit(Allocator *allocator, MemVisitor *visit, void *context) {
    MemState *s = mem_state(allocator);
    mem_enter(); /* even of a thread that is alone: `visit` may make another */
    mem_start(s);
    const MemStrategy *by = mem_served_by(s);
    int result = by->visit ? by->visit(s, visit, context) : mem_refuse(ENOTSUP);
    mem_leave();
    return result;
}

void *mem_invalid(void) { return mem_fail(EINVAL); }
