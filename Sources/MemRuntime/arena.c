/* arena.c - bump allocation in a stack of blocks; everything since a mark is released at once.
 *
 * Sizes are not kept. What a caller says about a size is never used to move the cursor: only the
 * very last block, whose place the arena knows, is given back or resized in place. */
#include "arena.h"

typedef struct ArenaBlock {
    struct ArenaBlock *older;
    size_t size; /* with this header */
    char *end;   /* of what is used, when it is not the newest block */
    size_t unused; /* keeps the data aligned */
} ArenaBlock;
_Static_assert(sizeof(ArenaBlock) % MEM_ALIGNMENT == 0, "arena memory must be aligned");

typedef struct Arena {
    char *cursor, *limit; /* in the newest block */
    char *last;           /* the newest allocation, if it can still be taken back */
    char *highest;        /* the cursor has been in the newest block */
    ArenaBlock *newest;
    size_t block_size, reserved;
    uint64_t earlier;     /* bytes used in the blocks before the newest */
    uint64_t epoch;       /* number of resets, from 1 */
    uint64_t allocations, releases, released_bytes, peak;
    MemState *parent, *children, *sibling;
    uint64_t birth, births; /* which child of its parent this is; how many it has had */
} Arena;

static char *data_of(ArenaBlock *b) { return (char *)(b + 1); }

static uint64_t position_of(const Arena *a) {
    return a->newest ? a->earlier + (uint64_t)(a->cursor - data_of(a->newest)) : 0;
}

static void note_peak(Arena *a) {
    if (a->cursor > a->highest) a->highest = a->cursor;
    uint64_t top = a->newest ? a->earlier + (uint64_t)(a->highest - data_of(a->newest)) : 0;
    if (top > a->peak) a->peak = top;
}

bool mem_arena_open(MemState *s, size_t block_size, MemState *parent) {
    Arena *a = calloc(1, sizeof *a);
    if (!a) return false;
    a->block_size = block_size ? block_size : mem_settings.arena_block_size;
    a->epoch = 1;
    s->self = a;
    if (!parent) return true;
    Arena *above = parent->self;
    mem_lock(parent);
    a->parent = parent;
    a->birth = ++above->births;
    a->sibling = above->children;
    above->children = s;
    mem_unlock(parent);
    return true;
}

#define MOST_GROWTH ((size_t)4 << 20)

/* Puts a block with room for `size` bytes on the stack. Blocks double what there is, to a bound:
 * so a reset gives few blocks back to libc, and libc gives little back to the system. */
static bool add_block(MemState *s, Arena *a, size_t size) {
    size_t bytes = size + sizeof(ArenaBlock);
    size_t growth = a->reserved < MOST_GROWTH ? a->reserved : MOST_GROWTH;
    if (growth < a->block_size) growth = a->block_size;
    if (bytes < growth) bytes = growth;
    if (!mem_reserve(s, bytes)) {
        bytes = size + sizeof(ArenaBlock); /* a limit may leave room for less */
        if (!mem_reserve(s, bytes)) return false;
    }
    ArenaBlock *b = malloc(bytes);
    if (!b) {
        mem_unreserve(s, bytes);
        return false;
    }
    note_peak(a);
    a->earlier = position_of(a);
    if (a->newest) a->newest->end = a->cursor;
    b->older = a->newest;
    b->size = bytes;
    a->newest = b;
    a->cursor = a->highest = data_of(b);
    a->limit = (char *)b + bytes;
    a->reserved += bytes;
    return true;
}

static void *take(Arena *a, char *p, size_t bytes) {
    a->cursor = p + bytes;
    a->last = p;
    a->allocations++;
    return p;
}

static void *alloc_aligned(MemState *s, Arena *a, size_t bytes, size_t alignment) {
    uintptr_t p = mem_round_up((uintptr_t)a->cursor, alignment);
    if (!p || p > (uintptr_t)a->limit || (uintptr_t)a->limit - p < bytes) {
        if (!add_block(s, a, bytes + (alignment > MEM_ALIGNMENT ? alignment : 0)))
            return mem_fail(ENOMEM);
        p = mem_round_up((uintptr_t)a->cursor, alignment);
    }
    return take(a, (char *)p, bytes);
}

static void *arena_alloc(MemState *s, size_t size, size_t alignment, bool zero) {
    Arena *a = s->self;
    size_t bytes = mem_round_up(size, MEM_ALIGNMENT);
    void *p;
    if (__builtin_expect(alignment <= MEM_ALIGNMENT && bytes <= (size_t)(a->limit - a->cursor), 1))
        p = take(a, a->cursor, bytes);
    else p = alloc_aligned(s, a, bytes, alignment < MEM_ALIGNMENT ? MEM_ALIGNMENT : alignment);
    return p && zero ? memset(p, 0, size) : p;
}

static size_t arena_extent(MemState *s, const void *p) {
    Arena *a = s->self;
    for (ArenaBlock *b = a->newest; b; b = b->older) {
        char *end = b == a->newest ? a->cursor : b->end;
        if ((const char *)p >= data_of(b) && (const char *)p < end)
            return (size_t)(end - (const char *)p);
    }
    return 0;
}

static bool arena_contains(MemState *s, const void *p) {
    Arena *a = s->self;
    for (ArenaBlock *b = a->newest; b; b = b->older)
        if ((const char *)p >= (char *)b && (const char *)p < (char *)b + b->size) return true;
    return false;
}

static bool arena_release(MemState *s, void *p) {
    Arena *a = s->self;
    a->releases += a->releases < a->allocations;
    if (p != a->last) return true; /* CHECK:arena-last */
    if (a->cursor > a->highest) a->highest = a->cursor;
    a->released_bytes += (uint64_t)(a->cursor - a->last);
    a->cursor = a->last;
    a->last = NULL;
    return true;
}

static void *arena_resize(MemState *s, void *p, size_t size) {
    Arena *a = s->self;
    size_t bytes = mem_round_up(size, MEM_ALIGNMENT);
    if (p == a->last && bytes <= (size_t)(a->limit - a->last)) {
        if (a->cursor > a->highest) a->highest = a->cursor;
        a->cursor = a->last + bytes;
        return p;
    }
    size_t extent = arena_extent(s, p);
    if (!extent) return mem_fail(EINVAL); /* CHECK:arena-resize */
    void *q = arena_alloc(s, size, 0, false);
    if (!q) return NULL;
    memcpy(q, p, size < extent ? size : extent);
    a->releases++;
    return q;
}

/* Drops blocks until `keep` is the newest. */
static void drop_blocks(MemState *s, Arena *a, ArenaBlock *keep) {
    while (a->newest != keep) {
        ArenaBlock *b = a->newest;
        a->newest = b->older;
        a->reserved -= b->size;
        mem_unreserve(s, b->size);
        mem_discard(s, b, b->size);
    }
}

/* Goes on in `block` after what is used of it. */
static void begin_at(Arena *a, ArenaBlock *block, size_t used, uint64_t earlier) {
    a->newest = block;
    a->earlier = block ? earlier : 0;
    a->last = NULL;
    a->cursor = a->highest = block ? data_of(block) + used : NULL;
    a->limit = block ? (char *)block + block->size : NULL;
}

static void cut_back(MemState *s, Arena *a, ArenaBlock *block, size_t used, uint64_t earlier) {
    uint64_t before = position_of(a);
    note_peak(a);
    drop_blocks(s, a, block);
    begin_at(a, block, used, earlier);
    a->released_bytes += before - position_of(a);
}

static ArenaBlock *first_block(const Arena *a) {
    ArenaBlock *b = a->newest;
    while (b && b->older) b = b->older;
    return b;
}

/* The newest block is kept, which is the biggest: an arena that is used and reset over and over
 * ends with one block that holds everything. */
static bool arena_reset(MemState *s) {
    Arena *a = s->self;
    ArenaBlock *kept = a->newest;
    uint64_t before = position_of(a);
    note_peak(a);
    if (kept && kept->size > MOST_GROWTH) kept = NULL;
    if (kept) a->newest = kept->older;
    drop_blocks(s, a, NULL);
    if (kept) kept->older = NULL;
    begin_at(a, kept, 0, 0);
    a->released_bytes += before;
    a->releases = a->allocations;
    a->epoch++;
    return true;
}

static void arena_destroy(MemState *s) {
    cut_back(s, s->self, NULL, 0, 0);
    free(s->self);
}

static bool arena_measure(MemState *s, MemStats *stats) {
    Arena *a = s->self;
    note_peak(a);
    stats->allocations = a->allocations;
    stats->releases = a->releases;
    stats->live_blocks = a->allocations - a->releases;
    stats->live_bytes = position_of(a);
    stats->released_bytes = a->released_bytes;
    stats->allocated_bytes = stats->live_bytes + a->released_bytes;
    stats->peak_bytes = a->peak;
    stats->reserved_bytes = a->reserved;
    return true;
}

static int arena_visit(MemState *s, int (*visit)(const MemBlock *, void *), void *context) {
    (void)s, (void)visit, (void)context;
    errno = ENOTSUP;
    return -1;
}

void mem_arena_mark(MemState *s, MemMark *mark) {
    Arena *a = s->self;
    mark->block = a->newest;
    mark->used = a->newest ? (size_t)(a->cursor - data_of(a->newest)) : 0;
    mark->live = a->allocations - a->releases;
    mark->children = a->births;
    mark->epoch = a->epoch;
}

/* The mark's block in today's stack, and what the blocks before it hold. */
static ArenaBlock *block_of_mark(const Arena *a, const MemMark *mark, uint64_t *earlier) {
    ArenaBlock *b = a->newest;
    *earlier = a->earlier;
    while (b && b != mark->block) {
        b = b->older;
        if (b) *earlier -= (uint64_t)(b->end - data_of(b));
    }
    return b;
}

bool mem_arena_can_rewind(MemState *s, const MemMark *mark) {
    const Arena *a = s->self;
    uint64_t earlier;
    if (mark->epoch != a->epoch) return mem_refuse(EINVAL); /* CHECK:mark-epoch */
    if (!mark->block) return true;
    ArenaBlock *b = block_of_mark(a, mark, &earlier);
    if (!b) return mem_refuse(EINVAL); /* CHECK:mark-block */
    char *end = b == a->newest ? a->cursor : b->end;
    if (mark->used > (size_t)(end - data_of(b))) return mem_refuse(EINVAL); /* CHECK:mark-beyond */
    return true;
}

void mem_arena_rewind(MemState *s, const MemMark *mark) {
    Arena *a = s->self;
    uint64_t earlier = 0, live = a->allocations - a->releases;
    if (mark->block) cut_back(s, a, block_of_mark(a, mark, &earlier), mark->used, earlier);
    else cut_back(s, a, first_block(a), 0, 0);
    if (live > mark->live) live = mark->live;
    a->releases = a->allocations - live;
}

MemState *mem_arena_take_children(MemState *s, uint64_t since) {
    Arena *a = s->self;
    MemState *taken = a->children, *last = NULL, *c = taken;
    while (c && ((Arena *)c->self)->birth > since) {
        last = c;
        ((Arena *)c->self)->parent = NULL;
        c = ((Arena *)c->self)->sibling;
    }
    if (!last) return NULL;
    a->children = c;
    ((Arena *)last->self)->sibling = NULL;
    return taken;
}

MemState *mem_arena_sibling(MemState *s) { return ((Arena *)s->self)->sibling; }

void mem_arena_leave_parent(MemState *s) {
    Arena *a = s->self;
    if (!a->parent) return;
    mem_lock(a->parent);
    Arena *above = a->parent->self;
    MemState **link = &above->children;
    while (*link != s) link = &((Arena *)(*link)->self)->sibling;
    *link = a->sibling;
    mem_unlock(a->parent);
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
    .visit = arena_visit,
};
