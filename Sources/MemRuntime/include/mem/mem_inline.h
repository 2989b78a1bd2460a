/* mem_inline.h - the short paths of an operation, compiled into the program. Included by mem.h.
 *
 * Allocator.way says which one may be taken. Whatever is unusual is served out of line: checking,
 * locks, limits, failures on request, an empty arena or pool, bad input. libc's names stand in
 * parentheses, since programs have macros of these names.
 */
#ifndef MEM_INLINE_H
#define MEM_INLINE_H

enum { MEM_WAY_SLOW, MEM_WAY_MALLOC, MEM_WAY_COUNTED, MEM_WAY_ARENA, MEM_WAY_POOL };

#define MEMI_ALIGNMENT __alignof__(MemMaxAlign)

MEMI_INLINE size_t memi_hash(const void *key, size_t shift) {
    return (size_t)((uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u >> shift);
}

/* The entry of key, or the empty one where it would go. The table has had room for something. */
MEMI_INLINE MemEntry *memi_table_place(const MemTable *t, const void *key) {
    size_t i = memi_hash(key, t->shift), mask = ((size_t)1 << (64 - t->shift)) - 1;
    while (t->entries[i].key && t->entries[i].key != key) i = (i + 1) & mask;
    return &t->entries[i];
}

/* The value of key, or NULL. */
MEMI_INLINE void *memi_table_find(const MemTable *t, const void *key) {
    return t->entries ? memi_table_place(t, key)->value : NULL;
}

/* Memory of a pool, aligned to its size: this head, then slots. */
#define MEM_SLAB_SIZE ((uintptr_t)65536)
typedef struct MemSlab {
    unsigned char live[MEM_SLAB_SIZE / MEMI_ALIGNMENT]; /* 1 where a live slot starts */
} MemSlab;

MEMI_INLINE MemSlab *memi_slab_at(const void *p) {
    return (MemSlab *)((uintptr_t)p & ~(MEM_SLAB_SIZE - 1));
}

MEMI_INLINE unsigned char *memi_slot_live(const void *p) {
    return &memi_slab_at(p)->live[((uintptr_t)p & (MEM_SLAB_SIZE - 1)) / MEMI_ALIGNMENT];
}

/* What one thread did with one platform allocator; only this thread writes. */
typedef uint64_t MemCounts[8]; /* MEM_COUNTERS of them */
extern __thread MemCounts *memi_my_counts __attribute__((__tls_model__("initial-exec")));

/* No other thread writes the sum, but it may read it. */
MEMI_INLINE void memi_add(uint64_t *sum, uint64_t n) {
    __atomic_store_n(sum, __atomic_load_n(sum, __ATOMIC_RELAXED) + n, __ATOMIC_RELAXED);
}

/* `what` is MEM_ALLOCATIONS or MEM_RELEASES. */
MEMI_INLINE void memi_count(uint64_t *counts, int what, size_t size) {
    memi_add(&counts[what], 1);
    memi_add(&counts[what + 1], size);
}

MEMI_INLINE int memi_way(const Allocator *a) {
    return a ? __atomic_load_n(&a->way, __ATOMIC_RELAXED) : (int)MEM_WAY_SLOW;
}

/* False when it is known at compile time that the allocator is a subsystem of another strategy: so a
 * site of a platform is not burdened with the code of pools. */
#define MEMI_PLATFORM 0
#define MEMI_ARENA MEM_WAY_ARENA
#define MEMI_POOL MEM_WAY_POOL
#define MEMI_LOCKED_ARENA 0
#define MEMI_LOCKED_POOL 0
#define MEMI_IS(name, strategy) || (a - memi_systems == ALLOC_SYSTEM_##name && way == MEMI_##strategy)
MEMI_INLINE int memi_may_be(const Allocator *a, int way) {
    return !__builtin_constant_p(a - memi_systems) MEM_SUBSYSTEMS(MEMI_IS);
}
#undef MEMI_IS

MEMI_INLINE int memi_arena_fits(const Allocator *a, size_t size) {
    return size - 1 < (size_t)(a->limit - a->cursor); /* and it is not 0 */
}

MEMI_INLINE void *memi_arena_take(Allocator *a, size_t size) {
    char *p = a->cursor;
    a->cursor = p + ((size + MEMI_ALIGNMENT - 1) & ~(size_t)(MEMI_ALIGNMENT - 1));
    a->last = p;
    a->counts[MEM_ALLOCATIONS]++;
    return p;
}

/* The newest block is taken back, others stay until a reset. */
MEMI_INLINE int memi_arena_give(Allocator *a, void *p, MemForm form) {
    if (p == a->last) a->cursor = (char *)p;
    else if (form == MEM_FORM_ADOPTED) return 0;
    a->counts[MEM_RELEASES]++;
    return 1;
}

MEMI_INLINE int memi_pool_fits(const Allocator *a, size_t size) {
    return a->free_count && size <= a->slot_size;
}

MEMI_INLINE void *memi_pool_take(Allocator *a) {
    void *p = a->free_slots[--a->free_count];
    *memi_slot_live(p) = 1;
    a->counts[MEM_ALLOCATIONS]++;
    return p;
}

/* A slot is free from now on. */
MEMI_INLINE void memi_pool_put(Allocator *a, void *p) {
    *memi_slot_live(p) = 0;
    a->free_slots[a->free_count++] = p;
}

/* Is p a live slot of this pool, without doubt? */
MEMI_INLINE int memi_pool_has(const Allocator *a, const void *p) {
    __asm__("" : "+r"(p)); /* its size is nobody's business: compilers warn of what they know */
    if ((uintptr_t)p % MEMI_ALIGNMENT) return 0; /* CHECK:pool-interior */
    if (!memi_table_find(&a->slabs, memi_slab_at(p))) return 0; /* CHECK:pool-slab */
    return *memi_slot_live(p); /* CHECK:pool-double */
}

MEMI_INLINE int memi_pool_give(Allocator *a, void *p) {
    if (!memi_pool_has(a, p)) return 0;
    memi_pool_put(a, p);
    a->counts[MEM_RELEASES]++;
    return 1;
}

MEMI_INLINE void *memi_alloc(Allocator *a, size_t size, const char *site) {
    int way = memi_way(a);
    if (__builtin_expect(way == MEM_WAY_MALLOC, 1)) return (malloc)(size + !size);
    if (memi_may_be(a, MEM_WAY_ARENA) && way == MEM_WAY_ARENA && memi_arena_fits(a, size))
        return memi_arena_take(a, size);
    if (memi_may_be(a, MEM_WAY_POOL) && way == MEM_WAY_POOL && memi_pool_fits(a, size))
        return memi_pool_take(a);
    if (way == MEM_WAY_COUNTED && memi_my_counts) {
        void *p = (malloc)(size + !size);
        if (p) memi_count(memi_my_counts[a->id], MEM_ALLOCATIONS, size);
        MEMI_HIDE(p);
        return p;
    }
    return memi_alloc_slow(a, size, 0, 0, NULL, site);
}

MEMI_INLINE void *memi_alloc_zero(Allocator *a, size_t size, const char *site) {
    if (memi_way(a) == MEM_WAY_MALLOC) return (calloc)(1, size + !size);
    return memi_alloc_slow(a, size, 0, 1, NULL, site);
}

MEMI_INLINE void *memi_resize(Allocator *a, void *p, size_t old_size, size_t size, MemForm form,
                             const char *site) {
    int possible = size - 1 < (size_t)PTRDIFF_MAX; /* and it is not 0 */
    if (possible && memi_way(a) == MEM_WAY_MALLOC) return (realloc)(p, size);
    return memi_resize_slow(a, p, old_size, size, form, site);
}

MEMI_INLINE void memi_free(Allocator *a, void *p, size_t size, MemForm form, const char *site) {
    int way = memi_way(a);
    if (__builtin_expect(way == MEM_WAY_MALLOC, 1)) {
        (free)(p);
        return;
    }
    MEMI_HIDE(p);
    if (!p) return; /* CHECK:short-null */
    if (memi_may_be(a, MEM_WAY_ARENA) && way == MEM_WAY_ARENA && memi_arena_give(a, p, form)) return;
    if (memi_may_be(a, MEM_WAY_POOL) && way == MEM_WAY_POOL && memi_pool_give(a, p)) return;
    if (way == MEM_WAY_COUNTED && form == MEM_FORM_SIZED && memi_my_counts) {
        memi_count(memi_my_counts[a->id], MEM_RELEASES, size);
        (free)(p);
        return;
    }
    memi_free_slow(a, p, size, form, site);
}

#endif
