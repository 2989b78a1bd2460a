/* trace.c - checking mode: every operation against the record of its block. The blocks of every
 * strategy are libc's, one by one: so each has a guard and is withheld when it is released, and tools
 * that watch malloc see it, too. */
#include "blocks.h"

/* In summaries; others have names that may not last. */
static const char *subsystem_of(const MemState *s) { return s->subsystem ? s->name : NULL; }

static size_t bytes_of(const Block *b) { return b->size == MEM_UNKNOWN_SIZE ? 0 : b->size; }

void mem_trace_count(const Block *b, int what) {
    MemState *s = b->owner;
    uint64_t *counts = s->face->counts;
    mem_count(counts, what, bytes_of(b));
    mem_add(&s->reserved, what == MEM_ALLOCATIONS ? b->usable : -(uint64_t)b->usable);
    mem_note_peak(s, counts[MEM_ALLOCATED_BYTES] - counts[MEM_RELEASED_BYTES]);
}

void mem_block_lost(Block *b) {
    if (b->state == BLOCK_LIVE) mem_trace_count(b, MEM_RELEASES);
    mem_report_block(MEM_FOUND_FREED_OUTSIDE, b); /* CHECK:lost */
    mem_block_remove(b);
}

/* Enters a block that libc has given; NULL when out of memory. A record that says it is still ours
 * shows that it was freed outside. */
static Block *enter(MemState *s, void *p, size_t size, const char *tag, const char *site) {
    Block *b = mem_block_find(p);
    if (b) mem_block_lost(b);
    b = mem_block_add(s, p, size);
    if (!b) return mem_fail(ENOMEM); /* CHECK:record-memory */
    b->tag = tag;
    b->allocation = mem_site(site);
    if (mem_settings.stack_depth)
        b->depth = (unsigned char)mem_walk_stack(b->stack, mem_settings.stack_depth);
    mem_trace_count(b, MEM_ALLOCATIONS);
    return b;
}

/* The same, if the owner's limit permits. */
static Block *enter_limited(MemState *s, void *p, size_t size, const char *tag, const char *site) {
    size_t limit = __atomic_load_n(&s->limit, __ATOMIC_RELAXED);
    if (limit && s->reserved + mem_usable_size(p) > limit) return mem_fail(ENOMEM); /* CHECK:trace-limit */
    return enter(s, p, size, tag, site);
}

static void *alloc_entered(MemState *s, size_t size, size_t alignment, bool zero, const char *tag,
                           const char *site) {
    void *p = mem_libc_alloc(size + MEM_GUARD_SIZE, alignment, zero);
    Block *b = p ? enter_limited(s, p, size, tag, site) : NULL;
    if (b) mem_guard_set(b);
    else free(p);
    return b ? p : mem_fail(ENOMEM);
}

void *mem_trace_alloc(MemState *s, size_t size, size_t alignment, bool zero, const char *tag,
                      const char *site) {
    mem_enter();
    void *p = alloc_entered(s, size, alignment, zero, tag, site);
    mem_leave();
    return p;
}

/* Its site has been reached once more. */
static void note_claim(MemClaim *claim, MemState *s) {
    Site *site = claim->site = mem_site(claim->literal);
    site->allocator = subsystem_of(s);
    site->forms[mem_is_sized(claim->form) ? claim->form : MEM_FORM_UNSIZED]++;
    if (site->reached) return;
    site->reached = true;
    mem_log_reached(site);
}

static void check_size(Block *b, MemClaim *claim, MemState *s) {
    if (!mem_is_sized(claim->form) || b->size == MEM_UNKNOWN_SIZE) return;
    if (claim->form == MEM_FORM_STRING) { /* CHECK:string-size */
        size_t length = strnlen(b->pointer, b->size);
        claim->size = length < b->size ? length + 1 : MEM_UNKNOWN_SIZE; /* no end in the block */
    }
    if (claim->size == b->size) {
        claim->site->agreed++;
        return;
    }
    claim->site->disagreed++;
    mem_report(MEM_FOUND_WRONG_SIZE, b, b->pointer, claim, s); /* CHECK:size */
}

/* What a release or resize says about a live block. */
static Block *check_claim(MemState *s, Block *b, MemClaim *claim) {
    bool any_platform = claim->form == MEM_FORM_COMPAT && b->owner->strategy == &mem_platform;
    if (b->owner != s && !any_platform)
        mem_report(MEM_FOUND_WRONG_ALLOCATOR, b, b->pointer, claim, s); /* CHECK:allocator */
    check_size(b, claim, s);
    if (!b->damaged && !mem_guard_intact(b))
        mem_report(MEM_FOUND_OVERRUN, b, b->pointer, claim, s); /* CHECK:overrun */
    return b;
}

/* p is no block of an allocator. What may be libc's becomes one now, if it may be released here. */
static Block *check_foreign(MemState *s, void *p, MemClaim *claim) {
    Block *around = mem_block_containing(p);
    if (around) {
        mem_report(MEM_FOUND_INTERIOR_POINTER, around, around->pointer, claim, s); /* CHECK:interior */
        return NULL;
    }
    bool heap = mem_heap_like(p);
    bool may = claim->form == MEM_FORM_COMPAT || claim->form == MEM_FORM_ADOPTED;
    if (!may || !heap) mem_report(MEM_FOUND_FOREIGN_POINTER, NULL, p, claim, s); /* CHECK:foreign */
    if (!heap || (s->strategy != &mem_platform && claim->form != MEM_FORM_ADOPTED)) return NULL;
    Block *b = enter(s, p, MEM_UNKNOWN_SIZE, NULL, NULL);
    claim->libcs = !b;
    return b;
}

/* The live block at p, its claim checked, or NULL. */
static Block *checked_block(MemState *s, void *p, MemClaim *claim) {
    Block *b = mem_block_find(p);
    note_claim(claim, s);
    if (b && b->state != BLOCK_LIVE) {
        bool reset = b->state == BLOCK_RESET;
        MemFindingKind kind = reset ? MEM_FOUND_USE_AFTER_RESET : MEM_FOUND_DOUBLE_FREE;
        mem_report(kind, b, b->pointer, claim, s); /* CHECK:released */
        return NULL;
    }
    if (b && mem_freed_outside(b)) { /* CHECK:freed-outside */
        mem_block_lost(b);
        b = NULL;
    }
    return b ? check_claim(s, b, claim) : check_foreign(s, p, claim);
}

static void release_block(Block *b, const MemClaim *claim) {
    mem_trace_count(b, MEM_RELEASES);
    b->release = claim->site;
    mem_withhold(b, BLOCK_RELEASED);
}

void mem_trace_release(MemState *s, void *p, MemClaim *claim) {
    int error = errno;
    mem_enter();
    Block *b = checked_block(s, p, claim);
    if (b) release_block(b, claim);
    else if (claim->libcs) free(p);
    mem_leave();
    errno = error;
}

/* Always moves: code that keeps the old pointer is found. */
static void *resize_block(MemState *s, Block *b, const MemClaim *claim, size_t size) {
    MemState *owner = b->owner->ended ? s : b->owner;
    void *q = alloc_entered(owner, size, 0, false, b->tag, claim->literal);
    if (!q) return NULL;
    size_t old = b->size == MEM_UNKNOWN_SIZE ? b->usable : b->size;
    memcpy(q, b->pointer, mem_smaller(old, size));
    mem_block_find(q)->ignored = b->ignored;
    release_block(b, claim);
    return q;
}

void *mem_trace_resize(MemState *s, void *p, MemClaim *claim, size_t size) {
    void *q = NULL;
    mem_enter();
    Block *b = checked_block(s, p, claim);
    if (b) q = resize_block(s, b, claim, size);
    else if (!claim->libcs) errno = EINVAL;
    mem_leave();
    return q;
}

bool mem_trace_adopt(MemState *s, void *p, size_t size, const char *site) {
    mem_enter();
    Block *b = enter_limited(s, p, size, NULL, site);
    if (b && size != MEM_UNKNOWN_SIZE && size > b->usable) {
        MemClaim claim = {.size = size, .form = MEM_FORM_SIZED, .site = b->allocation};
        b->size = b->usable;
        mem_report(MEM_FOUND_WRONG_SIZE, b, b->pointer, &claim, s); /* CHECK:adopt-size */
        b->size = MEM_UNKNOWN_SIZE;
    }
    mem_leave();
    return b != NULL;
}

void mem_trace_disown(MemState *s, void *p, size_t size, const char *site) {
    MemForm form = size == MEM_UNKNOWN_SIZE ? MEM_FORM_UNSIZED : MEM_FORM_SIZED;
    MemClaim claim = {.size = size, .form = form, .literal = site};
    mem_enter();
    Block *b = checked_block(s, p, &claim);
    if (b) mem_trace_count(b, MEM_RELEASES);
    if (b) mem_block_remove(b);
    mem_leave();
}

size_t mem_trace_extent(const void *p) {
    mem_enter();
    const Block *b = mem_block_find(p);
    size_t extent = b && b->state == BLOCK_LIVE ? b->usable : 0;
    mem_leave();
    return extent;
}

void mem_ignore_leak(const void *p) {
    mem_enter();
    Block *b = mem_block_find(p);
    if (b) b->ignored = true;
    mem_leave();
}
