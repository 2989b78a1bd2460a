/* mem_inline.h - the short paths of an operation, compiled into the program. Included by mem.h.
 *
 * Allocator.way says which one may be taken. Whatever is unusual is served out of line: checking,
 * locks, limits, failures on request, an empty arena or pool, bad input.
 */
#ifndef MEM_INLINE_H
#define MEM_INLINE_H

enum { MEM_WAY_SLOW, MEM_WAY_MALLOC, MEM_WAY_COUNTED, MEM_WAY_ARENA, MEM_WAY_POOL };

#define MEMI_INLINE static __inline__ __attribute__((always_inline, unused))
#define MEMI_ALIGNMENT __alignof__(MemMaxAlign)

/* A table by address: open addressing, a power of two of entries. */
typedef struct MemEntry {
    const void *key;
    void *value;
} MemEntry;

MEMI_INLINE size_t mem_hash(const void *key, unsigned shift) {
    return (size_t)((uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u >> shift);
}

/* Memory of a pool, aligned to its size. After this head one byte for each slot: is it live? Slot i
 * is at i * slot_size; the first ones are under the head and never live. */
#define MEM_SLAB_SIZE ((uintptr_t)65536)
typedef struct MemSlab {
    struct MemSlab *next, *previous;
    char *first, *end; /* slots */
    size_t slot_size, bytes;
    int single; /* it has one slot, of its own size */
} MemSlab;

MEMI_INLINE MemSlab *mem_slab_at(const void *p) {
    return (MemSlab *)((uintptr_t)p & ~(MEM_SLAB_SIZE - 1));
}

MEMI_INLINE size_t mem_slot_index(const Allocator *a, const void *p) {
    return (size_t)(((uintptr_t)p & (MEM_SLAB_SIZE - 1)) * a->slot_reciprocal >> 32);
}

MEMI_INLINE unsigned char *mem_slot_live(const MemSlab *slab, size_t i) {
    return (unsigned char *)(uintptr_t)slab + sizeof *slab + i;
}

/* What one thread did with one platform allocator: only this thread writes. */
typedef struct MemCounts {
    uint64_t allocations, releases, allocated_bytes, released_bytes, unsized_releases;
} MemCounts;
extern __thread MemCounts *mem_my_counts __attribute__((tls_model("initial-exec")));

MEMI_INLINE void mem_count(uint64_t *sum, uint64_t n) {
    __atomic_store_n(sum, __atomic_load_n(sum, __ATOMIC_RELAXED) + n, __ATOMIC_RELAXED);
}

MEMI_INLINE int mem_way(const Allocator *a) {
    return a ? __atomic_load_n(&a->way, __ATOMIC_RELAXED) : (int)MEM_WAY_SLOW;
}

MEMI_INLINE int mem_arena_fits(const Allocator *a, size_t size) {
    return size + !size <= (size_t)(a->limit - a->cursor);
}

MEMI_INLINE void *mem_arena_take(Allocator *a, size_t size) {
    char *p = a->cursor;
    a->cursor = p + ((size + !size + MEMI_ALIGNMENT - 1) & ~(size_t)(MEMI_ALIGNMENT - 1));
    a->last = p;
    a->allocations++;
    return p;
}

/* The newest block is taken back, others stay until a reset. */
MEMI_INLINE int mem_arena_give(Allocator *a, void *p, MemForm form) {
    if (p == a->last) a->cursor = (char *)p;
    else if (form == MEM_FORM_ADOPTED) return 0;
    a->releases++;
    return 1;
}

MEMI_INLINE int mem_pool_fits(const Allocator *a, size_t size) {
    return a->free_slot && size <= a->slot_size;
}

MEMI_INLINE void *mem_pool_take(Allocator *a) {
    void *p = a->free_slot;
    __asm__("" : "+r"(p)); /* its size is nobody's business: compilers warn of what they know */
    a->free_slot = *(void **)p;
    *mem_slot_live(mem_slab_at(p), mem_slot_index(a, p)) = 1;
    a->allocations++;
    return p;
}

/* Only what is a live slot of this pool without doubt. */
MEMI_INLINE int mem_pool_give(Allocator *a, void *p) {
    MemSlab *slab;
    size_t i;
    __asm__("" : "+r"(p));
    slab = mem_slab_at(p);
    i = mem_slot_index(a, p);
    if (a->slabs[mem_hash(slab, a->slab_shift)].key != slab) return 0; /* CHECK:short-slab */
    if ((char *)slab + i * a->slot_size != (char *)p) return 0; /* CHECK:short-interior */
    if (!*mem_slot_live(slab, i)) return 0; /* CHECK:short-double */
    *mem_slot_live(slab, i) = 0;
    *(void **)p = a->free_slot;
    a->free_slot = p;
    a->releases++;
    return 1;
}

MEMI_INLINE void *mem_counted_take(Allocator *a, size_t size, const char *site) {
    MemCounts *c = mem_my_counts;
    void *p;
    if (__builtin_expect(!c, 0)) return mem_alloc_slow(a, size, 0, 0, NULL, site);
    p = malloc(size + !size);
    if (!p) return NULL;
    mem_count(&c[a->id].allocations, 1);
    mem_count(&c[a->id].allocated_bytes, size);
    return p;
}

MEMI_INLINE int mem_counted_give(Allocator *a, void *p, size_t size) {
    MemCounts *c = mem_my_counts;
    if (__builtin_expect(!c, 0)) return 0;
    mem_count(&c[a->id].releases, 1);
    mem_count(&c[a->id].released_bytes, size);
    free(p);
    return 1;
}

/* The product, or SIZE_MAX, which no allocator can serve. */
static __inline__ size_t mem_product(size_t count, size_t size) {
    size_t bytes;
    return __builtin_mul_overflow(count, size, &bytes) ? SIZE_MAX : bytes;
}

MEMI_INLINE void *mem_alloc(Allocator *a, size_t size, const char *site) {
    int way = mem_way(a);
    if (way == MEM_WAY_MALLOC) return malloc(size + !size);
    if (way == MEM_WAY_ARENA && mem_arena_fits(a, size)) return mem_arena_take(a, size);
    if (way == MEM_WAY_POOL && mem_pool_fits(a, size)) return mem_pool_take(a);
    if (way == MEM_WAY_COUNTED) return mem_counted_take(a, size, site);
    return mem_alloc_slow(a, size, 0, 0, NULL, site);
}

MEMI_INLINE void *mem_alloc_zero(Allocator *a, size_t size, const char *site) {
    if (mem_way(a) == MEM_WAY_MALLOC) return calloc(1, size + !size);
    return mem_alloc_slow(a, size, 0, 1, NULL, site);
}

MEMI_INLINE void *mem_resize(Allocator *a, void *p, size_t old_size, size_t size, MemForm form,
                             const char *site) {
    if (mem_way(a) == MEM_WAY_MALLOC && size) return realloc(p, size);
    return mem_resize_slow(a, p, old_size, size, form, site);
}

MEMI_INLINE void mem_free(Allocator *a, void *p, size_t size, MemForm form, const char *site) {
    int way = mem_way(a);
    if (way == MEM_WAY_MALLOC) {
        free(p);
        return;
    }
    if (!p) return;
    if (way == MEM_WAY_ARENA && mem_arena_give(a, p, form)) return;
    if (way == MEM_WAY_POOL && mem_pool_give(a, p)) return;
    if (way == MEM_WAY_COUNTED && form == MEM_FORM_SIZED && mem_counted_give(a, p, size)) return;
    mem_free_slow(a, p, size, form, site);
}

#endif
