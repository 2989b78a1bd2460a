/* arena.c - bump allocation in a stack of blocks; everything since a mark is released at once.
 *
 * Sizes are not kept. What a caller says about a size is never used to move the cursor: only the
 * very last allocation, whose place the arena knows, is given back or resized in place. The cursor is
 * in the Allocator, for the short path of mem_inline.h. A place in the arena is the number of bytes
 * that are used before it, in all blocks. */
#include "internal.h"

typedef struct ArenaBlock {
    struct ArenaBlock *older;
    size_t size;    /* with this header */
    uint64_t start; /* its place */
    char *end;      /* of what is used, when it is not the newest block */
} ArenaBlock;
_Static_assert(sizeof(ArenaBlock) % MEM_ALIGNMENT == 0, "arena memory must be aligned");

static char *data_of(const ArenaBlock *b) { return (char *)(uintptr_t)(b + 1); }

static uint64_t arena_position(const MemState *s) {
    const ArenaBlock *b = s->arena.newest;
    return b ? b->start + (uint64_t)(s->face->cursor - data_of(b)) : 0;
}

uint64_t memi_arena_live(const MemState *s) {
    uint64_t allocations = s->face->counts[MEM_ALLOCATIONS], releases = s->face->counts[MEM_RELEASES];
    return allocations > releases ? allocations - releases : 0;
}

static void note_peak(MemState *s) { memi_note_peak(s, arena_position(s)); }

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
    ArenaBlock *newest = s->arena.newest;
    size_t least = memi_round_up(size + sizeof(ArenaBlock), MEM_ALIGNMENT);
    size_t bytes = memi_smaller(2 * s->reserved, MOST_GROWTH);
    size_t usual = s->arena.block_size ? s->arena.block_size : memi_settings.config.arena_block_size;
    if (bytes < usual) bytes = memi_round_up(usual, MEM_ALIGNMENT);
    if (bytes < least) bytes = least;
    ArenaBlock *b = memi_libc_take(s, bytes, 0);
    if (!b) b = memi_libc_take(s, bytes = least, 0); /* a limit may leave room for less */
    if (!b) return false;
    note_peak(s);
    if (newest) newest->end = s->face->cursor;
    *b = (ArenaBlock){.older = newest, .size = bytes, .start = arena_position(s)};
    begin_at(s, b, 0);
    return true;
}

static void *arena_alloc(MemState *s, MemCall *c) {
    Allocator *face = s->face;
    size_t size = c->size + !c->size, room = c->alignment > MEM_ALIGNMENT ? c->alignment : 0;
    for (;;) {
        char *p = room ? (char *)memi_round_up((uintptr_t)face->cursor, room) : face->cursor;
        if (p && p <= face->limit && size <= (size_t)(face->limit - p)) {
            face->cursor = p;
            memi_arena_take(face, size);
            return c->zero ? memset(p, 0, size) : p;
        }
        if (!add_block(s, size + room)) return memi_fail(ENOMEM);
    }
}

static ArenaBlock *block_around(MemState *s, const void *p) {
    ArenaBlock *b = s->arena.newest;
    while (b && ((const char *)p < (char *)b || (const char *)p >= (char *)b + b->size)) b = b->older;
    return b;
}

static bool arena_contains(MemState *s, const void *p) { return block_around(s, p) != NULL; }

static size_t arena_extent(MemState *s, const void *p) {
    const ArenaBlock *b = block_around(s, p);
    if (!b) return 0;
    const char *at = p, *end = b == s->arena.newest ? s->face->cursor : b->end;
    return at >= data_of(b) && at < end ? (size_t)(end - at) : 0;
}

static void arena_release(MemState *s, void *p, MemCall *c) {
    (void)c;
    memi_arena_give(s->face, p, MEM_FORM_UNSIZED);
}

static void *arena_resize(MemState *s, void *p, MemCall *c) {
    Allocator *face = s->face;
    size_t bytes = memi_round_up(c->size, MEM_ALIGNMENT);
    if (p == face->last && bytes <= (size_t)(face->limit - face->last)) { /* CHECK:arena-last */
        note_peak(s);
        face->cursor = face->last + bytes;
        return p;
    }
    size_t extent = arena_extent(s, p);
    if (!extent) return memi_fail(EINVAL); /* CHECK:arena-resize */
    void *q = arena_alloc(s, c);
    if (!q) return NULL;
    memcpy(q, p, memi_smaller(c->size, extent));
    face->counts[MEM_RELEASES]++;
    return q;
}

/* Gives the blocks from one to before another, older one back. */
static void drop_blocks(MemState *s, ArenaBlock *from, const ArenaBlock *until) {
    while (from != until) {
        ArenaBlock *older = from->older;
        memi_libc_give(s, from, from->size);
        from = older;
    }
}

/* At the beginning the newest block is kept, which is the biggest: an arena that is used and reset
 * over and over ends with one block that holds everything. */
static void keep_newest(MemState *s) {
    ArenaBlock *newest = s->arena.newest;
    if (!newest || newest->size > MOST_GROWTH) return;
    drop_blocks(s, newest->older, NULL);
    newest->older = NULL;
    newest->start = 0;
}

static void arena_rewind(MemState *s, const MemMark *mark) {
    uint64_t live = memi_arena_live(s), *counts = s->face->counts;
    note_peak(s);
    counts[MEM_RELEASED_BYTES] += arena_position(s) - mark->position;
    counts[MEM_RELEASES] = counts[MEM_ALLOCATIONS] - (live < mark->live ? live : mark->live);
    if (mark->position == 0) keep_newest(s);
    ArenaBlock *b = s->arena.newest;
    while (b && b->start >= mark->position && (b->older || b->size > MOST_GROWTH)) b = b->older;
    drop_blocks(s, s->arena.newest, b);
    begin_at(s, b, b ? (size_t)(mark->position - b->start) : 0);
}

static void arena_destroy(MemState *s) { drop_blocks(s, s->arena.newest, NULL); }

static void arena_measure(MemState *s, MemStats *stats) {
    uint64_t used = arena_position(s);
    if (used > stats->reserved_bytes) used = stats->reserved_bytes; /* its thread is changing blocks */
    memi_note_peak(s, used);
    stats->allocated_bytes = stats->released_bytes + used;
}

const MemStrategy memi_arena = {
    .alloc = arena_alloc,
    .resize = arena_resize,
    .release = arena_release,
    .extent = arena_extent,
    .contains = arena_contains,
    .position = arena_position,
    .rewind = arena_rewind,
    .destroy = arena_destroy,
    .measure = arena_measure,
};
