/* trace.c - checking mode: every operation against the record of its block. The blocks of every
 * strategy are libc's, one by one: so each has a guard and is withheld when it is released, and tools
 * that watch malloc see it, too. */
#include "blocks.h"

/* In summaries; others have names that may not last. */
static const char *subsystem_of(const MemState *s) { return s->subsystem ? s->name : NULL; }

static size_t bytes_of(const Block *b) { return b->size == MEM_UNKNOWN_SIZE ? 0 : b->size; }

static void count(const Block *b, int what) {
    MemState *s = b->owner;
    uint64_t *counts = s->face->counts;
    memi_count(counts, what, bytes_of(b));
    memi_add(&s->reserved, what == MEM_ALLOCATIONS ? b->usable : -(uint64_t)b->usable);
    memi_note_peak(s, counts[MEM_ALLOCATED_BYTES] - counts[MEM_RELEASED_BYTES]);
}

void memi_block_lost(Block *b) {
    if (b->state == BLOCK_LIVE) count(b, MEM_RELEASES);
    memi_report_block(MEM_FOUND_FREED_OUTSIDE, b); /* CHECK:lost */
    memi_block_remove(b);
}

/* Enters a block that libc has given; NULL when out of memory or over the limit. A record that says
 * it is still ours shows that it was freed outside. */
static Block *enter(MemState *s, void *p, size_t size, const char *tag, const char *site) {
    size_t limit = __atomic_load_n(&s->limit, __ATOMIC_RELAXED);
    Block *b = memi_block_find(p);
    if (b) memi_block_lost(b);
    if (limit && s->reserved + memi_usable_size(p) > limit) return memi_fail(ENOMEM); /* CHECK:trace-limit */
    b = memi_block_add(s, p, size);
    if (!b) return memi_fail(ENOMEM); /* CHECK:record-memory */
    b->tag = tag;
    b->allocation = memi_site(site);
    if (memi_settings.config.stack_depth)
        b->depth = (unsigned char)memi_walk_stack(b->stack, memi_settings.config.stack_depth);
    count(b, MEM_ALLOCATIONS);
    return b;
}

static void *trace_alloc(MemState *s, MemCall *c) {
    char *p = memi_libc_alloc(c->size + sizeof(Guard), c->alignment, c->zero);
    Block *b = p ? enter(s, p, c->size, c->tag, c->site) : NULL;
    if (!b) return free(p), memi_fail(ENOMEM);
    Guard guard = memi_guard_of(b);
    b->guarded = true;
    memcpy(p + c->size, &guard, sizeof guard);
    return p;
}

/* The call's place has been reached once more. */
static void note_place(MemState *s, MemCall *c) {
    Site *site = c->place = memi_site(c->site);
    site->allocator = subsystem_of(s);
    site->forms[memi_is_sized(c->form) ? c->form : MEM_FORM_UNSIZED]++;
    if (site->reached) return;
    site->reached = true;
    memi_log_reached(site);
}

static void check_size(MemState *s, Block *b, MemCall *c) {
    if (!memi_is_sized(c->form) || b->size == MEM_UNKNOWN_SIZE) return;
    if (c->form == MEM_FORM_STRING) { /* CHECK:string-size */
        size_t length = strnlen(b->pointer, b->size);
        c->claimed = length < b->size ? length + 1 : MEM_UNKNOWN_SIZE; /* no end in the block */
    }
    if (c->claimed == b->size) {
        c->place->agreed++;
        return;
    }
    c->place->disagreed++;
    memi_report(MEM_FOUND_WRONG_SIZE, b, b->pointer, c, s); /* CHECK:size */
}

/* What a release or resize says about a live block. */
static Block *check_claim(MemState *s, Block *b, MemCall *c) {
    bool any_platform = c->form == MEM_FORM_COMPAT && b->owner->strategy == &memi_platform;
    if (b->owner != s && !any_platform)
        memi_report(MEM_FOUND_WRONG_ALLOCATOR, b, b->pointer, c, s); /* CHECK:allocator */
    check_size(s, b, c);
    if (!b->damaged && !memi_guard_intact(b))
        memi_report(MEM_FOUND_OVERRUN, b, b->pointer, c, s); /* CHECK:overrun */
    return b;
}

/* p is no block of an allocator. What may be libc's becomes one now, if it may be released here. */
static Block *check_foreign(MemState *s, void *p, MemCall *c) {
    Block *around = memi_block_containing(p);
    if (around) {
        memi_report(MEM_FOUND_INTERIOR_POINTER, around, around->pointer, c, s); /* CHECK:interior */
        return NULL;
    }
    bool heap = memi_heap_like(p);
    bool may = c->form == MEM_FORM_COMPAT || c->form == MEM_FORM_ADOPTED;
    if (!may || !heap) memi_report(MEM_FOUND_FOREIGN_POINTER, NULL, p, c, s); /* CHECK:foreign */
    if (!heap || (s->strategy != &memi_platform && c->form != MEM_FORM_ADOPTED)) return NULL;
    Block *b = enter(s, p, MEM_UNKNOWN_SIZE, NULL, NULL);
    c->libcs = !b;
    return b;
}

/* The live block at p, its claim checked, or NULL. */
static Block *checked_block(MemState *s, void *p, MemCall *c) {
    Block *b = memi_block_find(p);
    note_place(s, c);
    if (b && b->state != BLOCK_LIVE) {
        bool reset = b->state == BLOCK_RESET;
        MemFindingKind kind = reset ? MEM_FOUND_USE_AFTER_RESET : MEM_FOUND_DOUBLE_FREE;
        memi_report(kind, b, b->pointer, c, s); /* CHECK:released */
        return NULL;
    }
    if (b && memi_freed_outside(b)) { /* CHECK:freed-outside */
        memi_block_lost(b);
        b = NULL;
    }
    return b ? check_claim(s, b, c) : check_foreign(s, p, c);
}

static void release_block(Block *b, Site *place, BlockState state) {
    count(b, MEM_RELEASES);
    b->release = place;
    memi_withhold(b, state);
}

static void trace_release(MemState *s, void *p, MemCall *c) {
    Block *b = checked_block(s, p, c);
    if (b) release_block(b, c->place, BLOCK_RELEASED);
    else if (c->libcs) free(p);
}

/* Always moves: code that keeps the old pointer is found. */
static void *trace_resize(MemState *s, void *p, MemCall *c) {
    Block *b = checked_block(s, p, c);
    if (!b) return c->libcs ? NULL : memi_fail(EINVAL);
    c->tag = b->tag;
    void *q = trace_alloc(b->owner->ended ? s : b->owner, c);
    if (!q || q == p) return q; /* p had been freed outside: libc has handed it out again, b is gone */
    bool all = b->size == MEM_UNKNOWN_SIZE || b->damaged; /* what was written behind it is kept, too */
    size_t old = all ? b->usable : b->size;
    memcpy(q, b->pointer, memi_smaller(old, c->size));
    memi_block_find(q)->ignored = b->ignored;
    release_block(b, c->place, BLOCK_RELEASED);
    return q;
}

static bool trace_adopt(MemState *s, void *p, MemCall *c) {
    bool wrong = c->claimed != MEM_UNKNOWN_SIZE && c->claimed > memi_usable_size(p);
    Block *b = enter(s, p, wrong ? MEM_UNKNOWN_SIZE : c->claimed, NULL, c->site);
    if (b && wrong) {
        c->place = b->allocation;
        b->size = b->usable;
        memi_report(MEM_FOUND_WRONG_SIZE, b, b->pointer, c, s); /* CHECK:adopt-size */
        b->size = MEM_UNKNOWN_SIZE;
    }
    return b != NULL;
}

static void trace_disown(MemState *s, void *p, MemCall *c) {
    Block *b = checked_block(s, p, c);
    if (b) count(b, MEM_RELEASES);
    if (b) memi_block_remove(b);
}

static size_t trace_extent(MemState *s, const void *p) {
    const Block *b = memi_block_find(p);
    (void)s;
    return b && b->state == BLOCK_LIVE ? b->usable : 0;
}

void memi_ignore_leak(const void *p) {
    memi_enter();
    Block *b = memi_block_find(p);
    if (b) b->ignored = true;
    memi_leave();
}

bool memi_check_damage(Block *b) {
    if (b->damaged || memi_freed_outside(b)) return false; /* CHECK:damaged-once */
    if (b->state == BLOCK_LIVE && !memi_guard_intact(b))
        memi_report_block(MEM_FOUND_OVERRUN, b); /* CHECK:overrun-later */
    else if (b->state != BLOCK_LIVE && !memi_poison_intact(b))
        memi_report_block(MEM_FOUND_WRITE_AFTER_FREE, b); /* CHECK:write-later */
    return b->damaged;
}

/* A place in an arena is how many blocks were before it. */
static uint64_t trace_position(const MemState *s) { return s->blocks; }

static void trace_rewind(MemState *s, const MemMark *mark) {
    Block *b;
    while ((b = TAILQ_FIRST(&s->live)) && b->position >= mark->position) {
        memi_check_damage(b);
        if (memi_freed_outside(b)) memi_block_lost(b); /* CHECK:reset-outside */
        else release_block(b, NULL, BLOCK_RESET);
    }
    s->blocks = mark->position;
}

/* Live blocks of a platform stay valid: they need no allocator. */
static void trace_destroy(MemState *s) {
    Block *b;
    TAILQ_FOREACH(b, &s->live, link) {
        if (s->strategy == &memi_arena) break;
        memi_report_block(MEM_FOUND_DESTROYED_LIVE, b); /* CHECK:destroyed */
        b->ignored = true;
    }
    if (s->strategy->rewind) trace_rewind(s, &(MemMark){0});
}

static int trace_visit(MemState *s, MemVisitor *visit, void *context) {
    Block *b;
    TAILQ_FOREACH(b, &s->live, link) {
        int result = visit(&(MemBlock){b->pointer, b->size, b->tag, b->allocation->place}, context);
        if (result) return result;
    }
    return 0;
}

const MemStrategy memi_trace = {
    .alloc = trace_alloc,
    .resize = trace_resize,
    .release = trace_release,
    .adopt = trace_adopt,
    .disown = trace_disown,
    .extent = trace_extent,
    .position = trace_position,
    .rewind = trace_rewind,
    .destroy = trace_destroy,
    .visit = trace_visit,
};
