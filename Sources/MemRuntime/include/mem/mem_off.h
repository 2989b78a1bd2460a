/* mem_off.h - the functions behind the macros as plain libc. Included by mem.h under MEM_OFF; needs
 * no library.
 *
 * Allocators are ignored and sizes given with a pointer steer nothing; they are evaluated as they are
 * with the library. Arenas and pools cannot be created (NULL), so all memory is malloc's: what a reset
 * or a scope would have released is not released.
 */
#ifndef MEM_OFF_H
#define MEM_OFF_H

MEMI_FUNCTION void *memi_fail(int error) { return errno = error, (void *)NULL; }
MEMI_FUNCTION int memi_refuse(int error) { return errno = error, -1; }
MEMI_FUNCTION void *memi_invalid(void) { return memi_fail(EINVAL); }

#if !defined(__cplusplus) && (!defined(__STDC_VERSION__) || __STDC_VERSION__ < 201112L)
extern void *aligned_alloc(size_t alignment, size_t size);
#endif
MEMI_FUNCTION void *memi_alloc_slow(Allocator *a, size_t size, size_t alignment, int zero,
                                   const char *tag, const char *site) {
    (void)a, (void)tag, (void)site;
    if (alignment & (alignment - 1)) return memi_fail(EINVAL);
    if (alignment <= __alignof__(MemMaxAlign))
        return zero ? (calloc)(1, size + !size) : (malloc)(size + !size);
    if (size > SIZE_MAX - alignment) return memi_fail(ENOMEM);
    return aligned_alloc(alignment, (size + !size + alignment - 1) & ~(alignment - 1));
}
MEMI_FUNCTION void *memi_resize(Allocator *a, void *p, size_t old_size, size_t size, MemForm form,
                               const char *site) {
    (void)a, (void)old_size, (void)form, (void)site;
    if (size || !p) return (realloc)(p, size + !size);
    (free)(p);
    return NULL;
}
MEMI_FUNCTION void memi_free(Allocator *a, void *p, size_t size, MemForm form, const char *site) {
    (void)a, (void)size, (void)form, (void)site;
    (free)(p);
}
MEMI_FUNCTION MemMark mem_mark(Allocator *a) {
    MemMark mark = {NULL, 0, 0, 0, 0};
    return (void)a, mark;
}
MEMI_FUNCTION size_t mem_format_stats(char *buffer, size_t size) {
    if (size) buffer[0] = 0;
    return 0;
}

#define memi_alloc(a, size, site) memi_alloc_slow(a, size, 0, 0, NULL, site)
#define memi_alloc_zero(a, size, site) memi_alloc_slow(a, size, 0, 1, NULL, site)
#define memi_adopt(a, p, size, site) ((void)(a), (void)(size), (void *)(p))
#define memi_disown memi_adopt
#define memi_ignore_leak(p) ((void)(p))
#define allocators_get(system) ((void)(system), (Allocator *)NULL)
#define allocators_init(config) ((void)(config), 0)
#define allocators_shutdown() 0
#define mem_create_platform_allocator(name) ((void)(name), (Allocator *)NULL)
#define mem_create_arena_allocator(name, size, locked) \
    ((void)(name), (void)(size), (void)(locked), (Allocator *)NULL)
#define mem_create_pool_allocator mem_create_arena_allocator
#define mem_create_child_arena(parent, name) ((void)(parent), (void)(name), (Allocator *)NULL)
#define mem_create_trace_allocator mem_create_child_arena
#define mem_reset(a) ((void)(a), memi_refuse(ENOTSUP))
#define mem_destroy(a) mem_reset(a)
#define mem_rewind(a, mark) ((void)(a), (void)(mark), memi_refuse(ENOTSUP))
#define mem_get_stats(a, stats) ((void)(a), (void)(stats), memi_refuse(ENOTSUP))
#define mem_visit(a, visit, context) ((void)(visit), (void)(context), mem_reset(a))
#define mem_finding_name(kind) ((void)(kind), "unknown")
#define mem_check_all() 0
#define mem_set_limit(a, bytes) ((void)(bytes), mem_reset(a))
#define mem_set_handler(handler, context) ((void)(handler), (void)(context))
#define mem_fail_at(nth) ((void)(nth), (uint64_t)0)

#endif
