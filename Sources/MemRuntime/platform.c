/* platform.c - plain malloc underneath and nothing in front of its blocks. Callers on the short path
 * of mem.h do not even come here. free_sized is not used: a wrong size would become undefined. */
#include "internal.h"

static void *platform_alloc(MemState *s, size_t size, size_t alignment, bool zero) {
    void *p = NULL;
    (void)s;
    if (alignment <= MEM_ALIGNMENT) return zero ? calloc(1, size) : malloc(size);
    if (posix_memalign(&p, alignment, size)) return mem_fail(ENOMEM);
    if (zero) memset(p, 0, size);
    return p;
}

static void *platform_resize(MemState *s, void *p, size_t size) {
    (void)s;
    return realloc(p, size);
}

static bool platform_release(MemState *s, void *p) {
    (void)s;
    free(p);
    return true;
}

static size_t platform_extent(MemState *s, const void *p) {
    (void)s;
    return mem_usable_size(p);
}

static bool platform_contains(MemState *s, const void *p) {
    return (void)s, (void)p, false; /* it has no memory of its own */
}

static bool platform_reset(MemState *s) {
    (void)s;
    return mem_refuse(ENOTSUP);
}

static void platform_destroy(MemState *s) { (void)s; }

static bool platform_measure(MemState *s, MemStats *stats) {
    if (!mem_settings.statistics) return mem_refuse(ENOTSUP);
    mem_counts_of(s, stats);
    return true;
}

static int platform_visit(MemState *s, int (*visit)(const MemBlock *, void *), void *context) {
    (void)s;
    (void)visit;
    (void)context;
    errno = ENOTSUP;
    return -1;
}

const MemStrategy mem_platform = {
    .alloc = platform_alloc,
    .resize = platform_resize,
    .release = platform_release,
    .extent = platform_extent,
    .contains = platform_contains,
    .reset = platform_reset,
    .destroy = platform_destroy,
    .measure = platform_measure,
    .visit = platform_visit,
};

/* The same with a limit, in usable bytes: the only size that is known of every block without a
 * header, however it is released. */
static void *limited_alloc(MemState *s, size_t size, size_t alignment, bool zero) {
    void *p = platform_alloc(s, size, alignment, zero);
    if (!p || mem_reserve(s, mem_usable_size(p))) return p;
    free(p);
    return mem_fail(ENOMEM);
}

static void *limited_resize(MemState *s, void *p, size_t size) {
    size_t before = mem_usable_size(p), growth = size > before ? size - before : 0;
    if (!mem_reserve(s, growth)) return NULL;
    void *q = realloc(p, size);
    mem_unreserve(s, q ? growth + before : growth);
    if (q) mem_reserve_always(s, mem_usable_size(q)); /* what libc gave may be a little more */
    return q;
}

static bool limited_release(MemState *s, void *p) {
    mem_unreserve(s, mem_usable_size(p));
    free(p);
    return true;
}

const MemStrategy mem_limited_platform = {
    .alloc = limited_alloc,
    .resize = limited_resize,
    .release = limited_release,
    .extent = platform_extent,
    .contains = platform_contains,
    .reset = platform_reset,
    .destroy = platform_destroy,
    .measure = platform_measure,
    .visit = platform_visit,
};
