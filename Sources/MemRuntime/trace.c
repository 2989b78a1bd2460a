/* trace.c - checking mode: every operation against the record of its block. */
#include "blocks.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define IS_ALONE __libc_single_threaded
#else
#define IS_ALONE false
#endif

static bool locked; /* not only because this thread is alone; under the lock */

void mem_trace_lock_even_alone(void) {
    pthread_mutex_lock(&lock);
    locked = true;
}

void mem_trace_lock(void) {
    if (!IS_ALONE) mem_trace_lock_even_alone();
}

void mem_trace_lock_release(void) {
    if (!locked) return;
    locked = false;
    pthread_mutex_unlock(&lock);
}

void mem_trace_unlock(void) {
    if (mem_findings_pending()) mem_findings_deliver();
    else mem_trace_lock_release();
}

/* In summaries; others have names that may not last. */
static const char *subsystem_of(const MemState *s) { return s->subsystem ? s->name : NULL; }

static void *base_alloc(MemState *s, const MemRequest *r) {
    MemState *base = s->base;
    return base->strategy->alloc(base, r->size + MEM_GUARD_SIZE, r->alignment, r->zero);
}

static void count_alloc(Block *b) {
    MemStats *sum = &b->owner->traced;
    size_t size = b->size == MEM_UNKNOWN_SIZE ? 0 : b->size;
    sum->allocations++;
    sum->allocated_bytes += size;
    if (sum->allocated_bytes - sum->released_bytes > sum->peak_bytes)
        sum->peak_bytes = sum->allocated_bytes - sum->released_bytes;
    b->allocation->allocations++;
    b->allocation->allocated_bytes += size;
    b->allocation->allocator = subsystem_of(b->owner);
}

static void count_release(const Block *b) {
    b->owner->traced.releases++;
    if (b->size != MEM_UNKNOWN_SIZE) b->owner->traced.released_bytes += b->size;
}

/* Libc has handed p out: a record that says it is still ours shows that it was freed outside. */
static void clear_address(void *p) {
    Block *b = mem_block_find(p);
    if (!b) return;
    if (b->state != BLOCK_RESET) { /* CHECK:address-reuse */
        if (b->state == BLOCK_LIVE) count_release(b);
        mem_report_block(MEM_FOUND_FREED_OUTSIDE, b);
    }
    mem_block_remove(b);
}

/* Enters a block that libc or a strategy has just given; NULL when out of memory. */
static Block *enter(MemState *s, void *p, size_t size, const char *tag, const char *site) {
    clear_address(p);
    Block *b = mem_block_add(s->tracer, p, size);
    if (!b) return NULL;
    b->tag = tag;
    b->allocation = mem_site(site);
    if (s->kind == KIND_PLATFORM) b->usable = mem_usable_size(p);
    if (mem_settings.stack_depth)
        b->depth = (unsigned char)mem_walk_stack(b->stack, mem_settings.stack_depth);
    count_alloc(b);
    return b;
}

static void *alloc_locked(MemState *s, const MemRequest *r) {
    void *p = base_alloc(s, r);
    if (!p) return NULL;
    Block *b = enter(s, p, r->size, r->tag, r->site);
    if (!b) {
        s->base->strategy->release(s->base, p);
        return mem_fail(ENOMEM); /* CHECK:record-memory */
    }
    mem_guard_set(b);
    return p;
}

void *mem_trace_alloc(MemState *s, const MemRequest *r) {
    mem_trace_lock();
    void *p = alloc_locked(s, r);
    mem_trace_unlock();
    return p;
}

/* Its site has been reached once more. */
static void note_claim(MemClaim *claim, MemState *s) {
    Site *site = claim->site = mem_site(claim->literal);
    site->allocator = subsystem_of(s->tracer);
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
static void check_claim(MemState *s, Block *b, MemClaim *claim) {
    bool right = b->owner == s->tracer || (claim->form == MEM_FORM_COMPAT && b->owner->kind == KIND_PLATFORM);
    if (!right) mem_report(MEM_FOUND_WRONG_ALLOCATOR, b, b->pointer, claim, s); /* CHECK:allocator */
    check_size(b, claim, s);
    if (!b->damaged && !mem_guard_intact(b))
        mem_report(MEM_FOUND_OVERRUN, b, b->pointer, claim, s); /* CHECK:overrun */
}

/* p is no block. True if it may be libc's and goes on to be freed or resized by libc. */
static bool check_foreign(MemState *s, void *p, const MemClaim *claim) {
    Block *around = mem_block_containing(p);
    if (around) {
        mem_report(MEM_FOUND_INTERIOR_POINTER, around, around->pointer, claim, s); /* CHECK:interior */
        return false;
    }
    bool heap = mem_heap_like(p) && !s->strategy->contains(s->base, p);
    bool may = claim->form == MEM_FORM_COMPAT || claim->form == MEM_FORM_ADOPTED;
    if (!may || !heap) mem_report(MEM_FOUND_FOREIGN_POINTER, NULL, p, claim, s); /* CHECK:foreign */
    return heap && (s->kind == KIND_PLATFORM || claim->form == MEM_FORM_ADOPTED);
}

/* A platform's block from now on, which libc allocated. NULL: not one, or out of memory. */
static Block *adopt(MemState *s, void *p, const MemClaim *claim) {
    if (s->kind != KIND_PLATFORM || claim->form != MEM_FORM_ADOPTED) return NULL;
    Block *b = enter(s, p, MEM_UNKNOWN_SIZE, NULL, NULL);
    if (b) atomic_fetch_add(&s->base->limit_used, b->usable);
    return b;
}

/* The live block at p, its claim checked. NULL otherwise, and *libc tells whether p goes to libc. */
static Block *checked_block(MemState *s, void *p, MemClaim *claim, bool *libc) {
    Block *b = mem_block_find(p);
    *libc = false;
    if (b && b->state == BLOCK_RELEASED) {
        mem_report(MEM_FOUND_DOUBLE_FREE, b, b->pointer, claim, s); /* CHECK:double-free */
        return NULL;
    }
    if (b && b->state == BLOCK_RESET) {
        mem_report(MEM_FOUND_USE_AFTER_RESET, b, b->pointer, claim, s); /* CHECK:reset */
        return NULL;
    }
    if (b && mem_freed_outside(b)) { /* CHECK:freed-outside */
        clear_address(p);
        b = NULL;
    }
    if (b) check_claim(s, b, claim);
    else *libc = check_foreign(s, p, claim);
    if (*libc && (b = adopt(s, p, claim))) *libc = false; /* CHECK:adopt */
    return b;
}

/* Arenas keep the memory anyway, the others withhold it in the quarantine. */
static void release_block(Block *b, const MemClaim *claim) {
    count_release(b);
    b->state = BLOCK_RELEASED;
    b->release = claim->site;
    mem_poison(b);
    if (b->owner->kind != KIND_ARENA) mem_quarantine(b, b->size == MEM_UNKNOWN_SIZE ? b->usable : b->size);
}

void mem_trace_release(MemState *s, void *p, MemClaim *claim) {
    bool libc;
    int error = errno;
    mem_trace_lock();
    note_claim(claim, s);
    Block *b = checked_block(s, p, claim, &libc);
    if (b) release_block(b, claim);
    else if (libc) free(p);
    mem_trace_unlock();
    errno = error;
}

/* Always moves: code that keeps the old pointer is found. */
static void *resize_block(MemState *s, Block *b, const MemClaim *claim, size_t size) {
    MemState *owner = b->owner->ended ? s : b->owner;
    MemRequest request = {.size = size, .tag = b->tag, .site = claim->literal};
    void *q = alloc_locked(owner, &request);
    if (!q) return NULL;
    size_t old = b->size == MEM_UNKNOWN_SIZE ? b->usable : b->size;
    memcpy(q, b->pointer, old < size ? old : size);
    mem_block_find(q)->ignored = b->ignored;
    release_block(b, claim);
    return q;
}

/* A block of libc that is resized becomes the allocator's. */
static void *resize_foreign(MemState *s, void *p, const char *site, size_t size) {
    if (s->kind != KIND_PLATFORM) {
        void *copy = alloc_locked(s, &(MemRequest){.size = size, .site = site});
        size_t old = mem_usable_size(p);
        if (copy) memcpy(copy, p, old < size ? old : size), free(p);
        return copy;
    }
    void *q = realloc(p, size + MEM_GUARD_SIZE);
    if (!q) return NULL;
    atomic_fetch_add(&s->base->limit_used, mem_usable_size(q));
    Block *b = enter(s, q, size, NULL, site);
    if (b) mem_guard_set(b);
    return q;
}

void *mem_trace_resize(MemState *s, void *p, MemClaim *claim, size_t size) {
    bool libc;
    void *q = NULL;
    mem_trace_lock();
    note_claim(claim, s);
    Block *b = checked_block(s, p, claim, &libc);
    if (b) q = resize_block(s, b, claim, size);
    else if (libc) q = resize_foreign(s, p, claim->literal, size);
    else errno = EINVAL;
    mem_trace_unlock();
    return q;
}

bool mem_trace_adopt(MemState *s, void *p, size_t size, const char *site) {
    mem_trace_lock();
    Block *b = enter(s, p, size, NULL, site);
    if (b && size != MEM_UNKNOWN_SIZE && size > b->usable) {
        MemClaim claim = {.size = size, .form = MEM_FORM_SIZED, .site = b->allocation};
        b->size = b->usable;
        mem_report(MEM_FOUND_WRONG_SIZE, b, b->pointer, &claim, s); /* CHECK:adopt-size */
        b->size = MEM_UNKNOWN_SIZE;
    }
    mem_trace_unlock();
    return b != NULL;
}

bool mem_trace_disown(MemState *s, void *p, size_t size, const char *site) {
    MemForm form = size == MEM_UNKNOWN_SIZE ? MEM_FORM_UNSIZED : MEM_FORM_SIZED;
    bool libc;
    mem_trace_lock();
    MemClaim claim = {.size = size, .form = form, .literal = site};
    note_claim(&claim, s);
    Block *b = checked_block(s, p, &claim, &libc);
    if (b) {
        count_release(b);
        mem_block_remove(b);
    }
    mem_trace_unlock();
    return b != NULL;
}

void mem_ignore_leak(const void *p) {
    mem_trace_lock();
    Block *b = mem_block_find(p);
    if (b) b->ignored = true;
    mem_trace_unlock();
}
