/* pool.c - slots of one size on aligned slabs, with a stack of the free ones beside them.
 *
 * The slab of a pointer is found by rounding the pointer down, but believed only if it is in the
 * pool's own table; its head says which slots are live. So no pointer, however wrong, can damage a
 * pool, nor can a write after release. What does not fit a slot is malloc's, entered in a table of
 * its own. Free slots and the slabs' table are in the Allocator, for the short path of mem_inline.h. */
#include "internal.h"

#define SLAB_BYTES (MEM_SLAB_SIZE - 4 * MEM_ALIGNMENT) /* libc's own words fit between two slabs */

static char *first_slot(MemSlab *slab) { return (char *)(slab + 1); }

/* The slot behind this one, or NULL. */
static char *next_slot(const MemState *s, char *slot) {
    size_t end = (uintptr_t)(slot - (char *)memi_slab_at(slot)) + 2 * s->face->slot_size;
    return end <= SLAB_BYTES ? slot + s->face->slot_size : NULL;
}

/* Of a block that is no slot, bytes count beyond those of a slot, or below. */
static uint64_t live_bytes(const MemState *s) {
    const uint64_t *counts = s->face->counts;
    uint64_t beyond = counts[MEM_ALLOCATED_BYTES] - counts[MEM_RELEASED_BYTES];
    return (counts[MEM_ALLOCATIONS] - counts[MEM_RELEASES]) * s->face->slot_size + beyond;
}

/* What is taken of the free slots is not seen: only what is live now counts. */
static void note_peak(MemState *s) { memi_note_peak(s, live_bytes(s)); }

/* A big block is given, MEM_ALLOCATIONS, or given back, MEM_RELEASES. */
static void count_big(MemState *s, int what, size_t size) {
    note_peak(s);
    memi_count(s->face->counts, what, size - s->face->slot_size);
    note_peak(s);
}

static void *alloc_big(MemState *s, size_t size, size_t alignment) {
    Pool *pool = &s->pool;
    void *p = memi_table_room(&pool->big) ? memi_libc_take(s, size, alignment) : NULL;
    if (!p) return memi_fail(ENOMEM);
    memi_table_add(&pool->big, p, (void *)size);
    count_big(s, MEM_ALLOCATIONS, size);
    return p;
}

/* Adds a slab and room for its slots among the free ones; false when out of memory. */
static bool add_slab(MemState *s) {
    Allocator *face = s->face;
    size_t count = face->slabs.used;
    if ((count & (count - 1)) == 0) {
        size_t slots = (count ? 2 * count : 1) * (SLAB_BYTES / face->slot_size);
        void **list = realloc(face->free_slots, slots * sizeof *list);
        if (!list) return false;
        face->free_slots = list;
    }
    MemSlab *slab = memi_table_room(&face->slabs) ? memi_libc_take(s, SLAB_BYTES, MEM_SLAB_SIZE) : NULL;
    if (!slab) return false;
    memset(slab, 0, sizeof *slab);
    memi_table_add(&face->slabs, slab, (void *)SLAB_BYTES);
    s->pool.fresh = first_slot(slab);
    return true;
}

/* Frees a slot that has never been used; false when out of memory. */
static bool add_fresh_slot(MemState *s) {
    Pool *pool = &s->pool;
    if (!pool->fresh && !add_slab(s)) return memi_refuse(ENOMEM) == 0;
    memi_pool_put(s->face, pool->fresh);
    pool->fresh = next_slot(s, pool->fresh);
    memi_note_peak(s, live_bytes(s) + s->face->slot_size); /* it is reached when there is no free slot */
    return true;
}

static void *pool_alloc(MemState *s, MemCall *c) {
    Allocator *face = s->face;
    size_t size = c->size + !c->size;
    void *p = NULL;
    if (!face->slot_size) face->slot_size = memi_round_up(size, MEM_ALIGNMENT); /* the size first asked for */
    if (size > face->slot_size || face->slot_size > MEM_SLAB_SIZE / 8 || c->alignment > MEM_ALIGNMENT)
        p = alloc_big(s, size, c->alignment);
    else if (face->free_count || add_fresh_slot(s)) p = memi_pool_take(face);
    return p && c->zero ? memset(p, 0, size) : p;
}

static bool pool_contains(MemState *s, const void *p) {
    const MemTable *big = &s->pool.big;
    const MemSlab *slab = memi_slab_at(p);
    if ((uintptr_t)p - (uintptr_t)slab < (size_t)memi_table_find(&s->face->slabs, slab)) return true;
    for (size_t i = 0; i < memi_table_size(big); i++)
        if ((uintptr_t)p - (uintptr_t)big->entries[i].key < (size_t)big->entries[i].value) return true;
    return false;
}

static size_t pool_extent(MemState *s, const void *p) {
    return memi_pool_has(s->face, p) ? s->face->slot_size : (size_t)memi_table_find(&s->pool.big, p);
}

static void pool_release(MemState *s, void *p, MemCall *c) {
    size_t size = (size_t)memi_table_find(&s->pool.big, p);
    (void)c;
    if (memi_pool_give(s->face, p)) return;
    if (!size) {
        errno = EINVAL;
        return;
    }
    memi_table_remove(&s->pool.big, p);
    count_big(s, MEM_RELEASES, size);
    memi_libc_give(s, p, size);
}

static void *pool_resize(MemState *s, void *p, MemCall *c) {
    size_t extent = pool_extent(s, p);
    if (!extent) return memi_fail(EINVAL);
    if (c->size <= extent) return p;
    void *q = pool_alloc(s, c);
    if (!q) return NULL;
    memcpy(q, p, extent);
    pool_release(s, p, c);
    return q;
}

static int visit_slots(MemState *s, MemVisitor *visit, void *context) {
    MemBlock block = {.size = s->face->slot_size};
    int result = 0;
    for (size_t i = 0; i < memi_table_size(&s->face->slabs); i++) {
        MemSlab *slab = (MemSlab *)(uintptr_t)s->face->slabs.entries[i].key;
        for (char *slot = slab ? first_slot(slab) : NULL; slot && !result; slot = next_slot(s, slot)) {
            block.pointer = slot;
            if (*memi_slot_live(slot)) result = visit(&block, context);
        }
    }
    return result;
}

static int pool_visit(MemState *s, MemVisitor *visit, void *context) {
    const MemTable *big = &s->pool.big;
    int result = 0;
    for (size_t i = 0; i < memi_table_size(big) && !result; i++) {
        MemBlock block = {.pointer = (void *)(uintptr_t)big->entries[i].key,
                          .size = (size_t)big->entries[i].value};
        if (block.pointer) result = visit(&block, context);
    }
    return result ? result : visit_slots(s, visit, context);
}

/* Gives back a table and the memory in it. */
static void drop(MemState *s, const MemTable *t) {
    for (size_t i = 0; i < memi_table_size(t); i++) {
        const MemEntry *entry = &t->entries[i];
        if (entry->key) memi_libc_give(s, (void *)(uintptr_t)entry->key, (size_t)entry->value);
    }
    free(t->entries);
}

static int put_slot(const MemBlock *block, void *face) {
    memi_pool_put(face, block->pointer);
    return 0;
}

/* To the beginning: a pool has no marks. */
static void pool_rewind(MemState *s, const MemMark *mark) {
    uint64_t *counts = s->face->counts;
    (void)mark;
    note_peak(s);
    drop(s, &s->pool.big);
    s->pool.big = (MemTable){0};
    visit_slots(s, put_slot, s->face);
    counts[MEM_RELEASES] = counts[MEM_ALLOCATIONS];
    counts[MEM_RELEASED_BYTES] = counts[MEM_ALLOCATED_BYTES];
}

static void pool_destroy(MemState *s) {
    drop(s, &s->pool.big);
    drop(s, &s->face->slabs);
    free(s->face->free_slots);
}

static void pool_measure(MemState *s, MemStats *stats) {
    note_peak(s);
    stats->allocated_bytes += stats->allocations * s->face->slot_size;
    stats->released_bytes += stats->releases * s->face->slot_size;
}

const MemStrategy memi_pool = {
    .alloc = pool_alloc,
    .resize = pool_resize,
    .release = pool_release,
    .extent = pool_extent,
    .contains = pool_contains,
    .rewind = pool_rewind,
    .destroy = pool_destroy,
    .measure = pool_measure,
    .visit = pool_visit,
};
