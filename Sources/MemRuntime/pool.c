/* pool.c - slots of one size on aligned slabs, with a free list through numbers beside them.
 *
 * The slab of a pointer is found by rounding the pointer down, but believed only if it is in the
 * pool's own table; a number for each slot says whether it is live, and if not which one is free
 * after it. So no pointer, however wrong, can damage a pool, nor can a write after release. What does
 * not fit a slot is malloc's, entered in a table of its own. The free list and the slabs' table are
 * in the Allocator, for the short path of mem_inline.h. */
#include "internal.h"

void mem_pool_set_slot(MemState *s, size_t size) {
    s->face->slot_size = mem_round_up(size, MEM_ALIGNMENT);
    if (size) s->face->slot_reciprocal = UINT32_MAX / s->face->slot_size + 1;
}

void mem_pool_open(MemState *s, size_t slot_size) {
    static MemEntry none[2];
    s->strategy = &mem_pool;
    s->face->table = none;
    s->face->table_shift = 63;
    mem_pool_set_slot(s, slot_size);
}

static size_t live_bytes(const MemState *s) {
    const Pool *pool = &s->pool;
    uint64_t live = s->face->allocations - s->face->releases - pool->big.used;
    return live * s->face->slot_size + pool->live_big_bytes;
}

/* A block was given that had to be taken from libc, or a slot that was never used. */
static void note_peak(MemState *s, size_t more) {
    if (live_bytes(s) + more > s->pool.peak) s->pool.peak = live_bytes(s) + more;
}

static void *take_from_libc(MemState *s, size_t bytes, size_t alignment) {
    void *p;
    if (!mem_reserve(s, bytes)) return NULL;
    if (!posix_memalign(&p, alignment, bytes)) {
        s->pool.reserved += bytes;
        return p;
    }
    mem_unreserve(s, bytes);
    return mem_fail(ENOMEM);
}

static void uncount(MemState *s, size_t bytes) {
    s->pool.reserved -= bytes;
    mem_unreserve(s, bytes);
}

/* Memory whose blocks have been reset or destroyed. */
static void give_to_libc(MemState *s, void *p, size_t bytes) {
    uncount(s, bytes);
    mem_discard(s, p, bytes);
}

static void *alloc_big(MemState *s, size_t size, size_t alignment) {
    Pool *pool = &s->pool;
    if (!mem_table_room(&pool->big)) return mem_fail(ENOMEM);
    void *p = take_from_libc(s, size, alignment);
    if (!p) return NULL;
    note_peak(s, size);
    *mem_table_place(&pool->big, p) = (MemEntry){p, (void *)size};
    pool->big.used++;
    pool->bigs++;
    pool->big_bytes += size;
    pool->live_big_bytes += size;
    s->face->allocations++;
    return p;
}

/* With libc's own words that fit between two slabs. */
#define SLAB_BYTES (MEM_SLAB_SIZE - 4 * MEM_ALIGNMENT)

/* One for each slot, and as many more as mem_slot_at may give. */
static size_t numbers_of(const Allocator *face) { return MEM_SLAB_SIZE / face->slot_size + 1; }

static void clear_slots(MemState *s, MemSlab *slab) {
    memset(mem_slot_next(slab, 0), 0, numbers_of(s->face) * sizeof(uint32_t));
}

static size_t slots_of(const Allocator *face) { return SLAB_BYTES / face->slot_size; }

/* The first slot of a slab that is not under its head. */
static size_t first_slot(const Allocator *face) {
    size_t head = sizeof(MemSlab) + numbers_of(face) * sizeof(uint32_t);
    return (head + face->slot_size - 1) / face->slot_size;
}

static bool add_slab(MemState *s) {
    Pool *pool = &s->pool;
    Allocator *face = s->face;
    size_t count = pool->table.used;
    if (count >> (32 - MEM_SLOT_BITS) || !mem_table_room(&pool->table)) return mem_refuse(ENOMEM) == 0;
    face->table = pool->table.entries;
    face->table_shift = pool->table.shift;
    if ((count & (count - 1)) == 0) {
        MemSlab **list = realloc(face->slabs, (count ? count * 2 : 1) * sizeof *list);
        if (!list) return false;
        face->slabs = list;
    }
    MemSlab *slab = take_from_libc(s, SLAB_BYTES, MEM_SLAB_SIZE);
    if (!slab) return false;
    slab->number = (uint32_t)count << MEM_SLOT_BITS;
    clear_slots(s, slab);
    *mem_table_place(&pool->table, slab) = (MemEntry){slab, slab};
    pool->table.used++;
    face->slabs[count] = slab;
    return true;
}

/* Puts a slot that has never been used on the free list; false when out of memory. */
static bool add_fresh_slot(MemState *s) {
    Allocator *face = s->face;
    Pool *pool = &s->pool;
    if (pool->fresh == pool->fresh_end) {
        if (pool->filled == pool->table.used && !add_slab(s)) return false;
        const MemSlab *slab = face->slabs[pool->filled++];
        pool->fresh = slab->number + (uint32_t)first_slot(face);
        pool->fresh_end = slab->number + (uint32_t)slots_of(face);
    }
    mem_pool_set_free(face, pool->fresh++);
    note_peak(s, face->slot_size); /* it is reached when there is no free slot */
    return true;
}

static void *pool_alloc(MemState *s, size_t size, size_t alignment, bool zero) {
    Allocator *face = s->face;
    void *p = NULL;
    if (!face->slot_size) mem_pool_set_slot(s, size);
    if (size > face->slot_size || face->slot_size > MEM_SLAB_SIZE / 8 || alignment > MEM_ALIGNMENT)
        p = alloc_big(s, size, alignment < MEM_ALIGNMENT ? MEM_ALIGNMENT : alignment);
    else if (face->free_slot || add_fresh_slot(s)) p = mem_pool_take(face);
    return p && zero ? memset(p, 0, size) : p;
}

static bool pool_contains(MemState *s, const void *p) {
    const MemTable *big = &s->pool.big;
    MemSlab *slab = mem_table_find(&s->pool.table, mem_slab_at(p));
    if (slab && (uintptr_t)p - (uintptr_t)slab < SLAB_BYTES) return true;
    for (size_t i = 0; i < mem_table_size(big); i++)
        if ((uintptr_t)p - (uintptr_t)big->entries[i].key < (size_t)big->entries[i].value) return true;
    return false;
}

/* The slab of the live slot that starts at p, or NULL. */
static MemSlab *live_slab(MemState *s, const void *p) {
    MemSlab *slab = mem_table_find(&s->pool.table, mem_slab_at(p));
    if (!slab) return NULL;
    uint64_t slot = mem_slot_at(s->face, p);
    if ((uint32_t)slot >= s->face->slot_reciprocal) return NULL; /* CHECK:pool-interior */
    if (*mem_slot_next(slab, slot >> 32) != MEM_SLOT_LIVE) return NULL; /* CHECK:pool-double */
    return slab;
}

static size_t pool_extent(MemState *s, const void *p) {
    return live_slab(s, p) ? s->face->slot_size : (size_t)mem_table_find(&s->pool.big, p);
}

static void pool_release(MemState *s, void *p) {
    size_t big = (size_t)mem_table_find(&s->pool.big, p);
    MemSlab *slab = big ? NULL : live_slab(s, p);
    if (slab) {
        mem_pool_put(s->face, slab, (uint32_t)(mem_slot_at(s->face, p) >> 32), p);
    } else if (big) {
        mem_table_remove(&s->pool.big, mem_table_place(&s->pool.big, p));
        s->face->releases++;
        s->pool.live_big_bytes -= big;
        uncount(s, big);
        free(p);
    } else {
        errno = EINVAL;
    }
}

static void *pool_resize(MemState *s, void *p, size_t size) {
    size_t extent = pool_extent(s, p);
    if (!extent) return mem_fail(EINVAL);
    if (size <= extent) return p;
    void *q = pool_alloc(s, size, 0, false);
    if (!q) return NULL;
    memcpy(q, p, extent);
    pool_release(s, p);
    return q;
}

static void drop_bigs(MemState *s) {
    MemTable big = s->pool.big;
    s->pool.big = (MemTable){0};
    s->pool.live_big_bytes = 0;
    for (size_t i = 0; i < mem_table_size(&big); i++)
        if (big.entries[i].key)
            give_to_libc(s, (void *)(uintptr_t)big.entries[i].key, (size_t)big.entries[i].value);
    free(big.entries);
}

static void pool_reset(MemState *s) {
    Pool *pool = &s->pool;
    drop_bigs(s);
    for (size_t i = 0; i < pool->filled; i++) clear_slots(s, s->face->slabs[i]);
    s->face->free_slot = pool->fresh = pool->fresh_end = 0;
    s->face->releases = s->face->allocations;
    pool->filled = 0;
}

static void pool_destroy(MemState *s) {
    drop_bigs(s);
    for (size_t i = 0; i < s->pool.table.used; i++) give_to_libc(s, s->face->slabs[i], SLAB_BYTES);
    free(s->face->slabs);
    free(s->pool.table.entries);
}

static bool pool_measure(MemState *s, MemStats *stats) {
    const Pool *pool = &s->pool;
    stats->allocations = s->face->allocations;
    stats->releases = s->face->releases;
    stats->live_blocks = stats->allocations - stats->releases;
    stats->live_bytes = live_bytes(s);
    stats->allocated_bytes =
        (stats->allocations - pool->bigs) * s->face->slot_size + pool->big_bytes;
    stats->released_bytes = stats->allocated_bytes - stats->live_bytes;
    stats->peak_bytes = pool->peak;
    stats->reserved_bytes = pool->reserved;
    return true;
}

static int pool_visit(MemState *s, MemVisitor *visit, void *context) {
    const MemTable *big = &s->pool.big;
    int result = 0;
    for (size_t i = 0; i < mem_table_size(big) && !result; i++) {
        MemBlock block = {.pointer = (void *)(uintptr_t)big->entries[i].key,
                          .size = (size_t)big->entries[i].value};
        if (block.pointer) result = visit(&block, context);
    }
    for (size_t i = 0; i < s->pool.filled; i++)
        for (size_t j = first_slot(s->face); j < slots_of(s->face) && !result; j++) {
            MemBlock block = {.pointer = (char *)s->face->slabs[i] + j * s->face->slot_size,
                              .size = s->face->slot_size};
            if (*mem_slot_next(s->face->slabs[i], j) == MEM_SLOT_LIVE) result = visit(&block, context);
        }
    return result;
}

const MemStrategy mem_pool = {
    .alloc = pool_alloc,
    .resize = pool_resize,
    .release = pool_release,
    .extent = pool_extent,
    .contains = pool_contains,
    .reset = pool_reset,
    .destroy = pool_destroy,
    .measure = pool_measure,
    .visit = pool_visit,
};
