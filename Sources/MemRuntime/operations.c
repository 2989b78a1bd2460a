/* operations.c - the way of an operation that no short path of mem_inline.h serves. */
#include "internal.h"

void *memi_alloc_slow(Allocator *a, size_t size, size_t alignment, int zero, const char *tag,
                     const char *site) {
    MemCall call = {.size = size, .alignment = alignment, .zero = zero, .tag = tag, .site = site};
    MemState *s = memi_state(a);
    if (alignment & (alignment - 1)) return memi_fail(EINVAL); /* CHECK:alignment */
    if (size > MEM_SIZE_MAX || alignment > MEM_SIZE_MAX - size)
        return memi_fail(ENOMEM); /* CHECK:alloc-size */
    if (memi_fails_now()) return memi_fail(ENOMEM);
    const MemStrategy *by = memi_begin(s);
    void *p = by->alloc(s, &call);
    memi_end(s, by);
    return p;
}

/* Without checking: does MEM_FREE_ADOPTED of p to an arena or pool mean libc's memory? */
static bool is_libcs(MemState *s, const void *p, MemForm form) {
    if (form != MEM_FORM_ADOPTED) return false;
    const MemStrategy *by = memi_begin(s);
    bool outside = by->contains && !by->contains(s, p);
    memi_end(s, by);
    return outside && memi_heap_like(p); /* CHECK:adopt-heap-like */
}

/* Arenas and pools cannot hold memory of libc: it is copied. */
static void *adopt_copy(Allocator *a, void *p, size_t size, const char *site) {
    void *copy = memi_alloc_slow(a, size, 0, 0, NULL, site);
    if (!copy) return NULL;
    memcpy(copy, p, memi_smaller(size, memi_usable_size(p)));
    free(p);
    return copy;
}

void *memi_resize_slow(Allocator *a, void *p, size_t old_size, size_t size, MemForm form,
                      const char *site) {
    MemCall call = {.size = size, .site = site, .claimed = old_size, .form = form};
    MemState *s = memi_state(a);
    if (!p) return memi_alloc_slow(a, size, 0, 0, NULL, site);
    if (!size) return memi_free_slow(a, p, old_size, form, site), NULL;
    if (size > MEM_SIZE_MAX) return memi_fail(ENOMEM); /* CHECK:resize-size */
    if (is_libcs(s, p, form)) return adopt_copy(a, p, size, site);
    if (memi_fails_now()) return memi_fail(ENOMEM);
    const MemStrategy *by = memi_begin(s);
    void *q = by->resize(s, p, &call);
    memi_end(s, by);
    return q;
}

void memi_free_slow(Allocator *a, void *p, size_t size, MemForm form, const char *site) {
    MemCall call = {.site = site, .claimed = size, .form = form};
    MemState *s = memi_state(a);
    int error = errno;
    if (!p) return; /* CHECK:free-null */
    if (is_libcs(s, p, form)) {
        free(p);
        return;
    }
    const MemStrategy *by = memi_begin(s);
    by->release(s, p, &call);
    memi_end(s, by);
    if (by == &memi_trace) errno = error; /* as free() does; what was wrong is reported */
}

void *memi_adopt(Allocator *a, void *p, size_t size, const char *site) {
    MemCall call = {.site = site, .claimed = size};
    MemState *s = memi_state(a);
    if (!p) return NULL;
    if (s->strategy != &memi_platform) {
        if (size == MEM_UNKNOWN_SIZE) return memi_fail(EINVAL); /* CHECK:adopt-unknown */
        return adopt_copy(a, p, size, site);
    }
    const MemStrategy *by = memi_begin(s);
    bool adopted = by->adopt(s, p, &call);
    memi_end(s, by);
    return adopted ? p : memi_fail(ENOMEM);
}

static void *disown_copy(Allocator *a, void *p, size_t size, const char *site) {
    MemState *s = memi_state(a);
    const MemStrategy *by = memi_begin(s);
    size_t extent = by->extent(s, p);
    memi_end(s, by);
    if (!extent || size == MEM_UNKNOWN_SIZE) return memi_fail(EINVAL); /* CHECK:disown-unknown */
    void *copy = size > MEM_SIZE_MAX ? memi_fail(ENOMEM) : malloc(size + !size);
    if (!copy) return NULL;
    memcpy(copy, p, memi_smaller(size, extent));
    memi_free_slow(a, p, size, MEM_FORM_SIZED, site);
    return copy;
}

void *memi_disown(Allocator *a, void *p, size_t size, const char *site) {
    MemForm form = size == MEM_UNKNOWN_SIZE ? MEM_FORM_UNSIZED : MEM_FORM_SIZED;
    MemCall call = {.site = site, .claimed = size, .form = form};
    MemState *s = memi_state(a);
    if (!p) return NULL;
    if (s->strategy != &memi_platform) return disown_copy(a, p, size, site);
    const MemStrategy *by = memi_begin(s);
    by->disown(s, p, &call);
    memi_end(s, by);
    return p;
}

int mem_visit(Allocator *allocator, MemVisitor *visit, void *context) {
    MemState *s = memi_state(allocator);
    memi_enter(); /* even of a thread that is alone: `visit` may make another */
    memi_start(s);
    const MemStrategy *by = memi_served_by(s);
    int result = by->visit ? by->visit(s, visit, context) : memi_refuse(ENOTSUP);
    memi_leave();
    return result;
}

void *memi_invalid(void) { return memi_fail(EINVAL); }
