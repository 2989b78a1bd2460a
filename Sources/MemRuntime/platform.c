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

static bool platform_reset(MemState *s) {
    (void)s;
    return mem_refuse(ENOTSUP);
}

static void platform_destroy(MemState *s) { (void)s; }

static bool platform_measure(MemState *s, MemStats *stats) {
    (void)s;
    (void)stats;
    return mem_refuse(ENOTSUP);
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
    .reset = platform_reset,
    .destroy = platform_destroy,
    .measure = platform_measure,
    .visit = platform_visit,
};

/* The same with statistics and limits, in usable bytes: the only size that is known of every block
 * without a header, whoever allocated it, so that unsized releases cannot make the sums drift. */
static void *counted_alloc(MemState *s, size_t size, size_t alignment, bool zero) {
    void *p = platform_alloc(s, size, alignment, zero);
    if (!p) return NULL;
    size_t bytes = mem_usable_size(p);
    if (!mem_reserve(s, bytes)) {
        free(p);
        return mem_fail(ENOMEM);
    }
    mem_count_alloc(s, bytes);
    return p;
}

static void *counted_resize(MemState *s, void *p, size_t size) {
    size_t before = mem_usable_size(p);
    /* How much more libc will give is not known before; it is settled afterwards. */
    size_t growth = size > before ? size - before : 0;
    if (!mem_reserve(s, growth)) return mem_fail(ENOMEM);
    void *q = realloc(p, size);
    mem_unreserve(s, growth);
    if (!q) return NULL;
    size_t after = mem_usable_size(q);
    mem_unreserve(s, before);
    mem_reserve_always(s, after);
    mem_count_release(s, before);
    mem_count_alloc(s, after);
    return q;
}

static bool counted_release(MemState *s, void *p) {
    size_t bytes = mem_usable_size(p);
    mem_unreserve(s, bytes);
    mem_count_release(s, bytes);
    free(p);
    return true;
}

static bool counted_measure(MemState *s, MemStats *stats) {
    mem_counts_of(s, stats);
    return true;
}

const MemStrategy mem_counted_platform = {
    .alloc = counted_alloc,
    .resize = counted_resize,
    .release = counted_release,
    .extent = platform_extent,
    .reset = platform_reset,
    .destroy = platform_destroy,
    .measure = counted_measure,
    .visit = platform_visit,
};
