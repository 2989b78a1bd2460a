/* mem_off.h - every macro as plain libc. Included by mem.h under MEM_OFF; needs no library.
 *
 * Sizes and allocators beside a pointer are compiled, so they cannot rot, but never evaluated: they
 * may read through a pointer that is already freed. Everything libc needs is evaluated once. Arenas
 * and pools cannot be created (NULL), so all memory is malloc's: what a reset or a scope would have
 * released is not released.
 */
#ifndef MEM_OFF_H
#define MEM_OFF_H

/* Compiles x, does not evaluate it. */
#define memi_unused(x) (0 ? (void)(x) : memi_nothing())
static __inline__ void memi_nothing(void) {}

#define MEM_ALLOC(a, n) (memi_unused(a), memi_malloc(n))
#define MEM_ALLOC_ZERO(a, n) (memi_unused(a), memi_calloc(1, (n)))
#define MEM_ALLOC_ALIGNED(a, alignment, n) (memi_unused(a), memi_aligned((alignment), (n)))
#define MEM_CALLOC(a, count, size) (memi_unused(a), memi_calloc((count), (size)))
#define MEM_NEW(a, T) (memi_unused(a), (T *)malloc(sizeof(T)))
#define MEM_NEW_ARRAY(a, T, n) (memi_unused(a), (T *)memi_array(NULL, (n), sizeof(T)))

#define MEM_ALLOC_TAGGED(a, n, tag) (memi_unused(tag), MEM_ALLOC(a, n))
#define MEM_ALLOC_ZERO_TAGGED(a, n, tag) (memi_unused(tag), MEM_ALLOC_ZERO(a, n))
#define MEM_CALLOC_TAGGED(a, count, size, tag) (memi_unused(tag), MEM_CALLOC(a, count, size))
#define MEM_NEW_TAGGED(a, T, tag) (memi_unused(tag), MEM_NEW(a, T))
#define MEM_NEW_ARRAY_TAGGED(a, T, n, tag) (memi_unused(tag), MEM_NEW_ARRAY(a, T, n))

#define MEM_STRDUP(a, s) (memi_unused(a), memi_strndup((s), SIZE_MAX))
#define MEM_STRNDUP(a, s, n) (memi_unused(a), memi_strndup((s), (n)))
#define MEM_DUP(a, p, n) (memi_unused(a), memi_duplicate((p), (n)))

#define MEM_REALLOC(a, p, old_size, n) \
    (memi_unused(a), memi_unused(old_size), memi_realloc((p), (n)))
#define MEM_REALLOC_UNSIZED(a, p, n) (memi_unused(a), memi_realloc((p), (n)))
#define MEM_REALLOC_ARRAY(a, p, old_size, count, size) \
    (memi_unused(a), memi_unused(old_size), memi_array((p), (count), (size)))
#define MEM_REALLOC_ARRAY_UNSIZED(a, p, count, size) \
    (memi_unused(a), memi_array((p), (count), (size)))

#define MEM_FREE(a, p, n) (memi_unused(a), memi_unused(n), free((void *)(p)))
#define MEM_FREE_UNSIZED(a, p) (memi_unused(a), free((void *)(p)))
#define MEM_FREE_STR(a, s) (memi_unused(a), free((void *)(s)))
#define MEM_FREE_ADOPTED(a, p) MEM_FREE_UNSIZED(a, p)
#define MEM_REALLOC_ADOPTED(a, p, n) MEM_REALLOC_UNSIZED(a, p, n)
#define MEM_REALLOC_ARRAY_ADOPTED(a, p, count, size) MEM_REALLOC_ARRAY_UNSIZED(a, p, count, size)
#define MEM_FREE_CALLBACK(NAME) free

#define MEM_ADOPT(a, p, n) (memi_unused(a), memi_unused(n), (void *)(p))
#define MEM_DISOWN(a, p, n) (memi_unused(a), memi_unused(n), (void *)(p))
#define MEM_IGNORE_LEAK(p) memi_unused(p)

#define MEM_SCOPE(a) for (int memi_open = (memi_unused(a), 1); memi_open; memi_open = 0)

static __inline__ void *memi_malloc(size_t n) { return malloc(n + !n); }

static __inline__ void *memi_calloc(size_t count, size_t size) {
    return count && size ? calloc(count, size) : calloc(1, 1);
}

static __inline__ void *memi_realloc(void *p, size_t n) {
    if (n) return realloc(p, n);
    if (!p) return malloc(1);
    free(p);
    return NULL;
}

static __inline__ void *memi_array(void *p, size_t count, size_t size) {
    size_t bytes;
    if (!__builtin_mul_overflow(count, size, &bytes)) return memi_realloc(p, bytes);
    errno = ENOMEM;
    return NULL;
}

#if !defined(__cplusplus) && (!defined(__STDC_VERSION__) || __STDC_VERSION__ < 201112L)
extern void *aligned_alloc(size_t alignment, size_t size);
#endif
static __inline__ void *memi_aligned(size_t alignment, size_t n) {
    size_t rounded;
    if (alignment & (alignment - 1)) {
        errno = EINVAL;
        return NULL;
    }
    if (alignment <= __alignof__(MemMaxAlign)) return memi_malloc(n);
    if (!__builtin_add_overflow(n + !n, alignment - 1, &rounded))
        return aligned_alloc(alignment, rounded & ~(alignment - 1));
    errno = ENOMEM;
    return NULL;
}

static __inline__ void *memi_duplicate(const void *p, size_t n) {
    void *copy;
    if (!p && n) {
        errno = EINVAL;
        return NULL;
    }
    copy = memi_malloc(n);
    if (copy && n) memcpy(copy, p, n);
    return copy;
}

static __inline__ char *memi_strndup(const char *s, size_t most) {
    size_t n = 0;
    char *copy;
    if (!s) {
        errno = EINVAL;
        return NULL;
    }
    while (n < most && s[n]) n++;
    copy = (char *)malloc(n + 1);
    if (copy) {
        memcpy(copy, s, n);
        copy[n] = 0;
    }
    return copy;
}

static __inline__ int memi_unsupported(void) {
    errno = ENOTSUP;
    return -1;
}

static __inline__ Allocator *allocators_get(AllocatorSystem system) {
    (void)system;
    return NULL;
}
static __inline__ int allocators_init(const AllocatorConfig *config) { return (void)config, 0; }
static __inline__ int allocators_shutdown(void) { return 0; }
static __inline__ Allocator *mem_create_platform_allocator(const char *name) {
    return (void)name, (Allocator *)NULL;
}
static __inline__ Allocator *mem_create_arena_allocator(const char *name, size_t size, int locked) {
    return (void)name, (void)size, (void)locked, (Allocator *)NULL;
}
static __inline__ Allocator *mem_create_child_arena(Allocator *parent, const char *name) {
    return (void)parent, (void)name, (Allocator *)NULL;
}
static __inline__ Allocator *mem_create_pool_allocator(const char *name, size_t size, int locked) {
    return (void)name, (void)size, (void)locked, (Allocator *)NULL;
}
static __inline__ Allocator *mem_create_trace_allocator(Allocator *inner, const char *name) {
    return (void)inner, (void)name, (Allocator *)NULL;
}
static __inline__ int mem_reset(Allocator *a) { return (void)a, memi_unsupported(); }
static __inline__ int mem_destroy(Allocator *a) { return (void)a, memi_unsupported(); }
static __inline__ MemMark mem_mark(Allocator *a) {
    MemMark mark = {NULL, NULL, 0, 0, 0, 0, 0};
    return (void)a, mark;
}
static __inline__ int mem_rewind(Allocator *a, MemMark mark) {
    return (void)a, (void)mark, memi_unsupported();
}
static __inline__ int mem_get_stats(Allocator *a, MemStats *stats) {
    return (void)a, (void)stats, memi_unsupported();
}
static __inline__ size_t mem_format_stats(char *buffer, size_t size) {
    if (size) buffer[0] = 0;
    return 0;
}
static __inline__ int mem_visit(Allocator *a, int (*visit)(const MemBlock *, void *), void *context) {
    return (void)a, (void)visit, (void)context, memi_unsupported();
}
static __inline__ const char *mem_finding_name(MemFindingKind kind) { return (void)kind, "unknown"; }
static __inline__ int mem_check_all(void) { return 0; }
static __inline__ int mem_set_limit(Allocator *a, size_t bytes) {
    return (void)a, (void)bytes, memi_unsupported();
}
static __inline__ void mem_set_handler(MemHandler handler, void *context) {
    (void)handler, (void)context;
}
static __inline__ uint64_t mem_fail_at(uint64_t nth) { return (void)nth, (uint64_t)0; }

#endif
