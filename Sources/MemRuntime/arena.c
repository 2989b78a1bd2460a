/* arena.c - bump allocation in a stack of blocks; everything since a mark is released at once.
 *
 * Sizes are not kept. What a caller says about a size is never used to move the cursor: only the
 * very last allocation, whose place the arena knows, is given back or resized in place. The cursor is
 * in the Allocator, for the short path of mem_inline.h. */
#include "internal.h"

typedef struct ArenaBlock {
    struct ArenaBlock *older;
    size_t size;    /* with this header */
    char *end;      /* of what is used, when it is not the newest block */
    uint64_t start; /* how many bytes are used in the older blocks */
} ArenaBlock;
_Static_assert(sizeof(ArenaBlock) % MEM_ALIGNMENT == 0, "arena memory must be aligned");

static char *data_of(const ArenaBlock *b) { return (char *)(uintptr_t)(b + 1); }

static char *end_of(MemState *s, const ArenaBlock *b) {
    return b == s->arena.newest ? s->face->cursor : b->end;
}

/* Bytes used so far. */
static uint64_t position_of(MemState *s) {
    const ArenaBlock *b = s->arena.newest;
    return b ? b->start + (uint64_t)(s->face->cursor - data_of(b)) : 0;
}

static uint64_t live_of(const Allocator *face) {
    return face->allocations > face->releases ? face->allocations - face->releases : 0;
}

static void note_peak(MemState *s) {
    if (position_of(s) > s->arena.peak) s->arena.peak = position_of(s);
}

void mem_arena_open(MemState *s, size_t block_size, MemState *parent) {
    s->strategy = &mem_arena;
    s->arena.block_size = block_size ? block_size : mem_settings.arena_block_size;
    s->arena.epoch = 1;
    if (!parent) return;
    mem_lock(parent);
    s->arena.parent = parent;
    s->arena.birth = ++parent->arena.births;
    s->arena.sibling = parent->arena.children;
    parent->arena.children = s;
    mem_unlock(parent);
}

/* Goes on in `block` after what is used of it. */
static void begin_at(MemState *s, ArenaBlock *block, size_t used) {
    Allocator *face = s->face;
    s->arena.newest = block;
    face->last = NULL;
    face->cursor = block ? data_of(block) + used : NULL;
    face->limit = block ? (char *)block + block->size : NULL;
}

#define MOST_GROWTH ((size_t)4 << 20)

/* Puts a block with room for `size` bytes on the stack. It is twice what there is, to a bound: so
 * blocks are few, and what needed this one fits into it alone after a reset. */
static bool add_block(MemState *s, size_t size) {
    Arena *a = &s->arena;
    size_t least = mem_round_up(size + sizeof(ArenaBlock), MEM_ALIGNMENT);
    size_t bytes = mem_round_up(mem_smaller(2 * a->reserved, MOST_GROWTH), MEM_ALIGNMENT);
    if (bytes < a->block_size) bytes = mem_round_up(a->block_size, MEM_ALIGNMENT);
    if (bytes < least) bytes = least;
    if (!mem_reserve(s, bytes)) {
        bytes = least; /* a limit may leave room for less */
        if (!mem_reserve(s, bytes)) return false;
    }
    ArenaBlock *b = malloc(bytes);
    if (!b) {
        mem_unreserve(s, bytes);
        return false;
    }
    note_peak(s);
    if (a->newest) a->newest->end = s->face->cursor;
    *b = (ArenaBlock){.older = a->newest, .size = bytes, .start = position_of(s)};
    a->reserved += bytes;
    begin_at(s, b, 0);
    return true;
}

static void *arena_alloc(MemState *s, size_t size, size_t alignment, bool zero) {
    Allocator *face = s->face;
    size_t room = alignment > MEM_ALIGNMENT ? alignment : 0;
    char *p = room ? (char *)mem_round_up((uintptr_t)face->cursor, room) : face->cursor;
    if (!p || p > face->limit || size > (size_t)(face->limit - p)) {
        if (!add_block(s, size + room)) return mem_fail(ENOMEM);
        p = room ? (char *)mem_round_up((uintptr_t)face->cursor, room) : face->cursor;
    }
    face->cursor = p;
    mem_arena_take(face, size);
    return zero ? memset(p, 0, size) : p;
}

static ArenaBlock *block_around(MemState *s, const void *p) {
    ArenaBlock *b = s->arena.newest;
    while (b && ((const char *)p < (char *)b || (const char *)p >= (char *)b + b->size)) b = b->older;
    return b;
}

static bool arena_contains(MemState *s, const void *p) { return block_around(s, p) != NULL; }

static size_t arena_extent(MemState *s, const void *p) {
    ArenaBlock *b = block_around(s, p);
    if (!b || (const char *)p < data_of(b) || (const char *)p >= end_of(s, b)) return 0;
    return (size_t)(end_of(s, b) - (const char *)p);
}

static void arena_release(MemState *s, void *p) { mem_arena_give(s->face, p, MEM_FORM_UNSIZED); }

static void *arena_resize(MemState *s, void *p, size_t size) {
    Allocator *face = s->face;
    size_t bytes = mem_round_up(size, MEM_ALIGNMENT);
    if (p == face->last && bytes <= (size_t)(face->limit - face->last)) { /* CHECK:arena-last */
        note_peak(s);
        face->cursor = face->last + bytes;
        return p;
    }
    size_t extent = arena_extent(s, p);
    if (!extent) return mem_fail(EINVAL); /* CHECK:arena-resize */
    void *q = arena_alloc(s, size, 0, false);
    if (!q) return NULL;
    memcpy(q, p, mem_smaller(size, extent));
    face->releases++;
    return q;
}

static void drop_blocks(MemState *s, ArenaBlock *from, const ArenaBlock *until) {
    while (from != until) {
        ArenaBlock *older = from->older;
        s->arena.reserved -= from->size;
        mem_unreserve(s, from->size);
        mem_discard(s, from, from->size);
        from = older;
    }
}

static void cut_back(MemState *s, ArenaBlock *block, size_t used) {
    uint64_t before = position_of(s);
    note_peak(s);
    drop_blocks(s, s->arena.newest, block);
    begin_at(s, block, used);
    s->arena.released_bytes += before - position_of(s);
}

/* The newest block is kept, which is the biggest: an arena that is used and reset over and over
 * ends with one block that holds everything. */
static void arena_reset(MemState *s) {
    ArenaBlock *kept = s->arena.newest;
    s->arena.released_bytes += position_of(s);
    note_peak(s);
    if (kept && kept->size > MOST_GROWTH) kept = NULL;
    drop_blocks(s, kept ? kept->older : s->arena.newest, NULL);
    if (kept) kept->older = NULL, kept->start = 0;
    begin_at(s, kept, 0);
    s->face->releases = s->face->allocations;
    s->arena.epoch++;
}

static void arena_destroy(MemState *s) { cut_back(s, NULL, 0); }

static bool arena_measure(MemState *s, MemStats *stats) {
    note_peak(s);
    stats->allocations = s->face->allocations;
    stats->live_blocks = live_of(s->face);
    stats->releases = stats->allocations - stats->live_blocks;
    stats->live_bytes = position_of(s);
    stats->released_bytes = s->arena.released_bytes;
    stats->allocated_bytes = stats->live_bytes + stats->released_bytes;
    stats->peak_bytes = s->arena.peak;
    stats->reserved_bytes = s->arena.reserved;
    return true;
}

void mem_arena_mark(MemState *s, MemMark *mark) {
    ArenaBlock *b = s->arena.newest;
    mark->block = b;
    mark->used = b ? (size_t)(s->face->cursor - data_of(b)) : 0;
    mark->live = live_of(s->face);
    mark->children = s->arena.births;
    mark->epoch = s->arena.epoch;
    s->face->last = NULL; /* what is older than a mark is not taken back: the mark would be beyond */
}

bool mem_arena_can_rewind(MemState *s, const MemMark *mark) {
    const ArenaBlock *b = s->arena.newest;
    while (b && b != mark->block) b = b->older;
    bool ok = true;
    if (mark->epoch != s->arena.epoch) ok = false; /* CHECK:mark-epoch */
    if (mark->block && !b) ok = false; /* CHECK:mark-block */
    if (ok && b && mark->used > (size_t)(end_of(s, b) - data_of(b))) ok = false; /* CHECK:mark-beyond */
    return ok || mem_refuse(EINVAL) == 0;
}

void mem_arena_rewind(MemState *s, const MemMark *mark) {
    ArenaBlock *b = s->arena.newest;
    uint64_t live = live_of(s->face);
    while (b && b != mark->block && b->older) b = b->older; /* a mark of the empty arena: its oldest */
    cut_back(s, b, mark->used);
    s->face->releases = s->face->allocations - (live < mark->live ? live : mark->live);
}

MemState *mem_arena_take_children(MemState *s, uint64_t since) {
    MemState *taken = s->arena.children, **link = &s->arena.children;
    while (*link && (*link)->arena.birth > since) {
        (*link)->arena.parent = NULL;
        link = &(*link)->arena.sibling;
    }
    if (link == &s->arena.children) return NULL;
    s->arena.children = *link;
    *link = NULL;
    return taken;
}

void mem_arena_leave_parent(MemState *s) {
    MemState *parent = s->arena.parent;
    if (!parent) return;
    mem_lock(parent);
    MemState **link = &parent->arena.children;
    while (*link != s) link = &(*link)->arena.sibling;
    *link = s->arena.sibling;
    mem_unlock(parent);
}

const MemStrategy mem_arena = {
    .alloc = arena_alloc,
    .resize = arena_resize,
    .release = arena_release,
    .extent = arena_extent,
    .contains = arena_contains,
    .reset = arena_reset,
    .destroy = arena_destroy,
    .measure = arena_measure,
};
