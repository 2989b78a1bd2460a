/* platform.c - plain malloc underneath and nothing in front of its blocks. The short path of
 * mem_inline.h does not even come here. free_sized is not used: a wrong size would become undefined.
 *
 * A limit counts usable bytes: the only size that is known of every block without a header, however
 * it is released. */
#include "internal.h"

void *mem_libc_alloc(size_t size, size_t alignment, bool zero) {
    void *p;
    if (alignment <= MEM_ALIGNMENT) return zero ? calloc(1, size) : malloc(size);
    if (posix_memalign(&p, alignment, size)) return mem_fail(ENOMEM);
    return zero ? memset(p, 0, size) : p;
}

static void *platform_alloc(MemState *s, size_t size, size_t alignment, bool zero) {
    void *p = mem_libc_alloc(size, alignment, zero);
    if (!p || !s->limited || mem_reserve(s, mem_usable_size(p))) return p;
    free(p);
    return mem_fail(ENOMEM);
}

static void *platform_resize(MemState *s, void *p, size_t size) {
    if (!s->limited) return realloc(p, size);
    size_t before = mem_usable_size(p), growth = size > before ? size - before : 0;
    if (!mem_reserve(s, growth)) return NULL;
    void *q = realloc(p, size);
    mem_unreserve(s, q ? growth + before : growth);
    if (q) __atomic_fetch_add(&s->reserved, mem_usable_size(q), __ATOMIC_RELAXED); /* maybe a little more */
    return q;
}

static void platform_release(MemState *s, void *p) {
    if (s->limited) mem_unreserve(s, mem_usable_size(p));
    free(p);
}

const MemStrategy mem_platform = {
    .alloc = platform_alloc,
    .resize = platform_resize,
    .release = platform_release,
};
