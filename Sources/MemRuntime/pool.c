/* pool.c - slots of one size on aligned slabs, with a free list through the free slots.
 *
 * The slab of a pointer is found by rounding the pointer down, but believed only if it is in the
 * pool's own table; a bit for each slot says whether it is live. So no pointer, however wrong, can
 * damage a pool. What does not fit a slot gets a slab with one slot of its size. */
#include "internal.h"

#define SLAB_SIZE ((size_t)65536)
#define MOST_SLOTS (SLAB_SIZE / MEM_ALIGNMENT)

typedef struct Slab {
    struct Slab *next, *previous;
    char *first, *fresh, *end; /* slots; those from `fresh` on have never been used */
    size_t slot_size, bytes;
    uint64_t reciprocal; /* 2^32 / slot_size, rounded up: index = offset * reciprocal >> 32 */
    bool single;         /* one slot of its own size */
    uint64_t live[MOST_SLOTS / 64];
} Slab;

typedef struct FreeSlot {
    struct FreeSlot *next;
} FreeSlot;

typedef struct Pool {
    FreeSlot *free;
    Slab *filling; /* fresh slots are taken here, then from the slabs after it */
    Slab *slabs, *last_slab, *recent;
    Slab *single; /* those with one slot of their own size */
    Slab **table; /* all slabs by address: open addressing */
    size_t table_size, table_used;
    size_t slot_size, reserved, single_bytes, peak;
    uint64_t allocations, releases; /* of slots */
    uint64_t singles, singles_released, single_bytes_ever;
} Pool;

static void *pool_alloc(MemState *s, size_t size, size_t alignment, bool zero);

bool mem_pool_open(MemState *s, size_t slot_size) {
    Pool *pool = calloc(1, sizeof *pool);
    if (!pool) return false;
    pool->slot_size = slot_size ? mem_round_up(slot_size, MEM_ALIGNMENT) : 0;
    s->self = pool;
    return true;
}

void mem_pool_widen(MemState *s, size_t bytes) {
    Pool *pool = s->self;
    if (pool->slot_size) pool->slot_size += bytes;
}

static size_t home_of(const Pool *pool, const Slab *slab) {
    return ((uintptr_t)slab / SLAB_SIZE * 0x9E3779B97F4A7C15u >> 20) & (pool->table_size - 1);
}

static void enter(Pool *pool, Slab *slab) {
    size_t i = home_of(pool, slab);
    while (pool->table[i]) i = (i + 1) & (pool->table_size - 1);
    pool->table[i] = slab;
}

static bool grow_table(Pool *pool) {
    Slab **before = pool->table;
    size_t count = pool->table_size;
    if (pool->table_used * 2 < count) return true;
    Slab **after = calloc(count ? count * 2 : 16, sizeof *after);
    if (!after) return false;
    pool->table = after;
    pool->table_size = count ? count * 2 : 16;
    for (size_t i = 0; i < count; i++)
        if (before[i]) enter(pool, before[i]);
    free(before);
    return true;
}

/* Empties the slab's place and moves up what was pushed past it. */
static void leave(Pool *pool, Slab *slab) {
    size_t mask = pool->table_size - 1, hole = home_of(pool, slab);
    while (pool->table[hole] != slab) hole = (hole + 1) & mask;
    for (size_t i = (hole + 1) & mask; pool->table[i]; i = (i + 1) & mask) {
        size_t home = home_of(pool, pool->table[i]);
        if (((i - home) & mask) < ((i - hole) & mask)) continue;
        pool->table[hole] = pool->table[i];
        hole = i;
    }
    pool->table[hole] = NULL;
    pool->table_used--;
}

static Slab *slab_of(Pool *pool, const void *p) {
    Slab *slab = (Slab *)((uintptr_t)p & ~(uintptr_t)(SLAB_SIZE - 1));
    if (slab == pool->recent) return slab;
    if (!pool->table_size) return NULL;
    size_t i = home_of(pool, slab);
    while (pool->table[i] && pool->table[i] != slab) i = (i + 1) & (pool->table_size - 1);
    if (!pool->table[i]) return NULL; /* CHECK:pool-slab */
    return pool->recent = slab;
}

/* A slab for slots of slot_size bytes, or for one slot when `single`. */
static Slab *new_slab(MemState *s, Pool *pool, size_t slot_size, size_t alignment, bool single) {
    size_t head = mem_round_up(sizeof(Slab), alignment);
    size_t bytes = single ? mem_round_up(head + slot_size, SLAB_SIZE) : SLAB_SIZE;
    if (!grow_table(pool)) return mem_fail(ENOMEM);
    if (!mem_reserve(s, bytes)) return NULL;
    Slab *slab = aligned_alloc(SLAB_SIZE, bytes);
    if (!slab) {
        mem_unreserve(s, bytes);
        return NULL;
    }
    memset(slab, 0, sizeof *slab);
    slab->bytes = bytes;
    slab->single = single;
    slab->slot_size = slot_size;
    slab->reciprocal = ((uint64_t)1 << 32) / slot_size + 1;
    slab->first = slab->fresh = (char *)slab + head;
    slab->end = slab->first + (single ? 1 : (bytes - head) / slot_size) * slot_size;
    pool->table_used++;
    pool->reserved += bytes;
    enter(pool, slab);
    return slab;
}

static void drop_slab(MemState *s, Pool *pool, Slab *slab) {
    leave(pool, slab);
    if (pool->recent == slab) pool->recent = NULL;
    pool->reserved -= slab->bytes;
    mem_unreserve(s, slab->bytes);
    mem_discard(s, slab, slab->bytes);
}

static size_t index_of(const Slab *slab, const void *p) {
    return (size_t)((const char *)p - slab->first) * slab->reciprocal >> 32;
}

/* The index of the live slot that starts at p, or MOST_SLOTS. */
static inline size_t live_index(const Slab *slab, const void *p) {
    if ((const char *)p < slab->first || (const char *)p >= slab->fresh) return MOST_SLOTS;
    size_t i = slab->single ? 0 : index_of(slab, p);
    if (slab->first + i * slab->slot_size != (const char *)p)
        return MOST_SLOTS;                                      /* CHECK:pool-interior */
    if (!(slab->live[i / 64] >> i % 64 & 1)) return MOST_SLOTS; /* CHECK:pool-double */
    return i;
}

static size_t live_bytes(const Pool *pool) {
    return (size_t)(pool->allocations - pool->releases) * pool->slot_size + pool->single_bytes;
}

static void note_peak(Pool *pool) {
    if (live_bytes(pool) > pool->peak) pool->peak = live_bytes(pool);
}

static void *alloc_single(MemState *s, Pool *pool, size_t size, size_t alignment) {
    Slab *slab = new_slab(s, pool, mem_round_up(size, MEM_ALIGNMENT), alignment, true);
    if (!slab) return mem_fail(ENOMEM);
    slab->next = pool->single;
    if (slab->next) slab->next->previous = slab;
    pool->single = slab;
    slab->fresh = slab->end;
    slab->live[0] = 1;
    pool->singles++;
    pool->single_bytes += slab->slot_size;
    pool->single_bytes_ever += slab->slot_size;
    note_peak(pool);
    return slab->first;
}

/* Puts a slot that has never been used on the free list; false when out of memory. */
static bool add_fresh_slot(MemState *s, Pool *pool) {
    while (pool->filling && pool->filling->fresh == pool->filling->end)
        pool->filling = pool->filling->next;
    if (!pool->filling) {
        Slab *slab = new_slab(s, pool, pool->slot_size, MEM_ALIGNMENT, false);
        if (!slab) return false;
        if (pool->last_slab) pool->last_slab->next = slab;
        else pool->slabs = slab;
        pool->filling = pool->last_slab = slab;
    }
    pool->free = (FreeSlot *)(void *)pool->filling->fresh;
    pool->free->next = NULL;
    pool->filling->fresh += pool->slot_size;
    pool->allocations++; /* the peak is reached when there is no free slot */
    note_peak(pool);
    pool->allocations--;
    return true;
}

__attribute__((noinline)) static void *alloc_unusual(MemState *s, size_t size, size_t alignment) {
    Pool *pool = s->self;
    if (!pool->slot_size) pool->slot_size = mem_round_up(size, MEM_ALIGNMENT);
    if (alignment > SLAB_SIZE / 2) return mem_fail(EINVAL); /* CHECK:pool-alignment */
    if (size > pool->slot_size || pool->slot_size > SLAB_SIZE / 8 || alignment > MEM_ALIGNMENT)
        return alloc_single(s, pool, size, alignment < MEM_ALIGNMENT ? MEM_ALIGNMENT : alignment);
    return add_fresh_slot(s, pool) ? pool_alloc(s, size, 0, false) : mem_fail(ENOMEM);
}

static void *pool_alloc(MemState *s, size_t size, size_t alignment, bool zero) {
    Pool *pool = s->self;
    void *p = pool->free;
    if (!p || size > pool->slot_size || alignment > MEM_ALIGNMENT) {
        p = alloc_unusual(s, size, alignment);
    } else {
        Slab *slab = (Slab *)((uintptr_t)p & ~(uintptr_t)(SLAB_SIZE - 1));
        size_t i = index_of(slab, p);
        pool->free = pool->free->next;
        slab->live[i / 64] |= (uint64_t)1 << i % 64;
        pool->allocations++;
    }
    return p && zero ? memset(p, 0, size) : p;
}

static size_t pool_extent(MemState *s, const void *p) {
    Slab *slab = slab_of(s->self, p);
    return slab && live_index(slab, p) != MOST_SLOTS ? slab->slot_size : 0;
}

static bool pool_contains(MemState *s, const void *p) { return slab_of(s->self, p) != NULL; }

static void release_single(MemState *s, Pool *pool, Slab *slab) {
    if (slab->next) slab->next->previous = slab->previous;
    if (slab->previous) slab->previous->next = slab->next;
    else pool->single = slab->next;
    pool->singles_released++;
    pool->single_bytes -= slab->slot_size;
    drop_slab(s, pool, slab);
}

static bool pool_release(MemState *s, void *p) {
    Pool *pool = s->self;
    Slab *slab = slab_of(pool, p);
    size_t i = slab ? live_index(slab, p) : MOST_SLOTS;
    if (i == MOST_SLOTS) return mem_refuse(EINVAL);
    if (slab->single) {
        release_single(s, pool, slab);
        return true;
    }
    pool->releases++;
    slab->live[i / 64] &= ~((uint64_t)1 << i % 64);
    ((FreeSlot *)p)->next = pool->free;
    pool->free = p;
    return true;
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

static void drop_list(MemState *s, Pool *pool, Slab *slab) {
    while (slab) {
        Slab *next = slab->next;
        drop_slab(s, pool, slab);
        slab = next;
    }
}

static bool pool_reset(MemState *s) {
    Pool *pool = s->self;
    drop_list(s, pool, pool->single);
    pool->single = NULL;
    for (Slab *slab = pool->slabs; slab; slab = slab->next) {
        slab->fresh = slab->first;
        memset(slab->live, 0, sizeof slab->live);
    }
    pool->free = NULL;
    pool->filling = pool->slabs;
    pool->releases = pool->allocations;
    pool->singles_released = pool->singles;
    pool->single_bytes = 0;
    return true;
}

static void pool_destroy(MemState *s) {
    Pool *pool = s->self;
    drop_list(s, pool, pool->single);
    drop_list(s, pool, pool->slabs);
    free(pool->table);
    free(pool);
}

static bool pool_measure(MemState *s, MemStats *stats) {
    const Pool *pool = s->self;
    stats->allocations = pool->allocations + pool->singles;
    stats->releases = pool->releases + pool->singles_released;
    stats->live_blocks = stats->allocations - stats->releases;
    stats->live_bytes = live_bytes(pool);
    stats->allocated_bytes = pool->allocations * pool->slot_size + pool->single_bytes_ever;
    stats->released_bytes = stats->allocated_bytes - stats->live_bytes;
    stats->peak_bytes = pool->peak;
    stats->reserved_bytes = pool->reserved;
    return true;
}

static int visit_list(Slab *slab, int (*visit)(const MemBlock *, void *), void *context) {
    int result = 0;
    for (; slab && !result; slab = slab->next)
        for (char *p = slab->first; p < slab->fresh && !result; p += slab->slot_size) {
            MemBlock block = {.pointer = p, .size = slab->slot_size};
            if (live_index(slab, p) != MOST_SLOTS) result = visit(&block, context);
        }
    return result;
}

static int pool_visit(MemState *s, int (*visit)(const MemBlock *, void *), void *context) {
    Pool *pool = s->self;
    int result = visit_list(pool->slabs, visit, context);
    return result ? result : visit_list(pool->single, visit, context);
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
