/* pool.c - slots of one size on aligned slabs, with a free list through the free slots.
 *
 * The slab of a pointer is found by rounding the pointer down, but believed only if it is in the
 * pool's own table; a byte for each slot says whether it is live. So no pointer, however wrong, can
 * damage a pool. What does not fit a slot gets a slab with one slot of its size. The free list and the
 * table's entries are in the Allocator, for the short path of mem_inline.h. */
#include "internal.h"

void mem_pool_set_slot(MemState *s, size_t size) {
    s->face->slot_size = mem_round_up(size, MEM_ALIGNMENT);
    if (size) s->face->slot_reciprocal = ((uint64_t)1 << 32) / s->face->slot_size + 1;
}

void mem_pool_open(MemState *s, size_t slot_size) {
    static MemEntry none[2];
    s->strategy = &mem_pool;
    s->face->slabs = none;
    s->face->slab_shift = 63;
    mem_pool_set_slot(s, slot_size);
}

static size_t live_bytes(const MemState *s) {
    const Pool *pool = &s->pool;
    uint64_t live = s->face->allocations - s->face->releases - pool->live_singles;
    return live * s->face->slot_size + pool->live_single_bytes;
}

static void note_peak(MemState *s, size_t more) {
    if (live_bytes(s) + more > s->pool.peak) s->pool.peak = live_bytes(s) + more;
}

/* What the table knows a slab by. The short path must not find those with a single slot. */
static const void *key_of(const MemSlab *slab, bool single) { return (const char *)slab + single; }

static MemSlab *new_slab(MemState *s, size_t bytes, size_t slot_size, bool single) {
    Pool *pool = &s->pool;
    void *memory;
    if (!mem_table_room(&pool->table)) return mem_fail(ENOMEM);
    s->face->slabs = pool->table.entries;
    s->face->slab_shift = pool->table.shift;
    if (!mem_reserve(s, bytes)) return NULL;
    if (posix_memalign(&memory, MEM_SLAB_SIZE, bytes)) {
        mem_unreserve(s, bytes);
        return mem_fail(ENOMEM);
    }
    MemSlab *slab = memory;
    *slab = (MemSlab){
        .next = pool->slabs, .bytes = bytes, .slot_size = slot_size, .single = single};
    if (slab->next) slab->next->previous = slab;
    pool->slabs = slab;
    *mem_table_place(&pool->table, key_of(slab, single)) = (MemEntry){key_of(slab, single), slab};
    pool->table.used++;
    pool->reserved += bytes;
    return slab;
}

static void drop_slab(MemState *s, MemSlab *slab) {
    Pool *pool = &s->pool;
    if (slab->next) slab->next->previous = slab->previous;
    if (slab->previous) slab->previous->next = slab->next;
    else pool->slabs = slab->next;
    mem_table_remove(&pool->table, mem_table_place(&pool->table, key_of(slab, slab->single)));
    pool->reserved -= slab->bytes;
    mem_unreserve(s, slab->bytes);
    mem_discard(s, slab, slab->bytes);
}

static void *alloc_single(MemState *s, size_t size, size_t alignment) {
    Pool *pool = &s->pool;
    size_t head = mem_round_up(sizeof(MemSlab), alignment);
    size = mem_round_up(size, MEM_ALIGNMENT);
    MemSlab *slab = new_slab(s, head + size, size, true);
    if (!slab) return NULL;
    slab->first = (char *)slab + head;
    slab->end = slab->first + size;
    note_peak(s, size);
    s->face->allocations++;
    pool->singles++;
    pool->live_singles++;
    pool->single_bytes += size;
    pool->live_single_bytes += size;
    return slab->first;
}

static MemSlab *add_slots(MemState *s) {
    /* Less than its alignment, so that libc's own words fit between two slabs. */
    size_t slot = s->face->slot_size, bytes = MEM_SLAB_SIZE - 4 * MEM_ALIGNMENT;
    MemSlab *slab = new_slab(s, bytes, slot, false);
    if (!slab) return NULL;
    size_t head = sizeof *slab + bytes / slot;
    slab->first = (char *)slab + (head + slot - 1) / slot * slot;
    slab->end = (char *)slab + bytes / slot * slot;
    memset(mem_slot_live(slab, 0), 0, bytes / slot);
    return slab;
}

/* Puts a slot that has never been used on the free list; false when out of memory. */
static bool add_fresh_slot(MemState *s) {
    Allocator *face = s->face;
    if (face->cursor == face->limit) {
        MemSlab *slab = s->pool.filling;
        s->pool.filling = slab ? slab->next : NULL;
        if (!slab && !(slab = add_slots(s))) return false;
        face->cursor = slab->first;
        face->limit = slab->end;
    }
    face->free_slot = face->cursor;
    *(void **)face->free_slot = NULL;
    face->cursor += face->slot_size;
    note_peak(s, face->slot_size); /* it is reached when there is no free slot */
    return true;
}

static void *pool_alloc(MemState *s, size_t size, size_t alignment, bool zero) {
    Allocator *face = s->face;
    if (!face->slot_size) mem_pool_set_slot(s, size);
    void *p = NULL;
    if (alignment > MEM_SLAB_SIZE / 2) return mem_fail(EINVAL); /* CHECK:pool-alignment */
    if (size > face->slot_size || face->slot_size > MEM_SLAB_SIZE / 8 || alignment > MEM_ALIGNMENT)
        p = alloc_single(s, size, alignment < MEM_ALIGNMENT ? MEM_ALIGNMENT : alignment);
    else if (face->free_slot || add_fresh_slot(s)) p = mem_pool_take(face);
    return p && zero ? memset(p, 0, size) : p;
}

static bool pool_contains(MemState *s, const void *p) {
    MemSlab *slab = s->pool.slabs;
    while (slab && ((const char *)p < (char *)slab || (const char *)p >= (char *)slab + slab->bytes))
        slab = slab->next;
    return slab != NULL;
}

/* The slab of a live slot that starts at p, or NULL. */
static MemSlab *live_slab(MemState *s, const void *p) {
    MemSlab *slab = mem_table_find(&s->pool.table, key_of(mem_slab_at(p), true));
    if (slab) return slab->first == (const char *)p ? slab : NULL;
    slab = mem_table_find(&s->pool.table, key_of(mem_slab_at(p), false));
    if (!slab) return NULL;
    size_t i = mem_slot_index(s->face, p);
    if ((char *)slab + i * slab->slot_size != (const char *)p) return NULL; /* CHECK:pool-interior */
    if (!*mem_slot_live(slab, i)) return NULL; /* CHECK:pool-double */
    return slab;
}

static size_t pool_extent(MemState *s, const void *p) {
    MemSlab *slab = live_slab(s, p);
    return slab ? slab->slot_size : 0;
}

static void pool_release(MemState *s, void *p) {
    MemSlab *slab = live_slab(s, p);
    if (!slab) {
        errno = EINVAL;
    } else if (!slab->single) {
        s->face->releases++;
        *mem_slot_live(slab, mem_slot_index(s->face, p)) = 0;
        *(void **)p = s->face->free_slot;
        s->face->free_slot = p;
    } else {
        s->face->releases++;
        s->pool.live_singles--;
        s->pool.live_single_bytes -= slab->slot_size;
        drop_slab(s, slab);
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

static void pool_reset(MemState *s) {
    for (MemSlab *slab = s->pool.slabs, *next; slab; slab = next) {
        next = slab->next;
        if (slab->single) drop_slab(s, slab);
        else memset(mem_slot_live(slab, 0), 0, slab->bytes / slab->slot_size);
    }
    s->face->free_slot = s->face->cursor = s->face->limit = NULL;
    s->face->releases = s->face->allocations;
    s->pool.filling = s->pool.slabs;
    s->pool.live_singles = s->pool.live_single_bytes = 0;
}

static void pool_destroy(MemState *s) {
    while (s->pool.slabs) drop_slab(s, s->pool.slabs);
    free(s->pool.table.entries);
}

static bool pool_measure(MemState *s, MemStats *stats) {
    const Pool *pool = &s->pool;
    stats->allocations = s->face->allocations;
    stats->releases = s->face->releases;
    stats->live_blocks = stats->allocations - stats->releases;
    stats->live_bytes = live_bytes(s);
    stats->allocated_bytes =
        (stats->allocations - pool->singles) * s->face->slot_size + pool->single_bytes;
    stats->released_bytes = stats->allocated_bytes - stats->live_bytes;
    stats->peak_bytes = pool->peak;
    stats->reserved_bytes = pool->reserved;
    return true;
}

static int pool_visit(MemState *s, MemVisitor *visit, void *context) {
    for (MemSlab *slab = s->pool.slabs; slab; slab = slab->next)
        for (char *p = slab->first; p < slab->end; p += slab->slot_size) {
            MemBlock block = {.pointer = p, .size = slab->slot_size};
            int result = live_slab(s, p) ? visit(&block, context) : 0;
            if (result) return result;
        }
    return 0;
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
