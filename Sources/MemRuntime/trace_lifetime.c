/* trace_lifetime.c - checking mode when many blocks end at once: reset, destruction, exit. */
#include "blocks.h"

static uint64_t first_serial; /* of this process: a fork's child does not answer for its parent */

void mem_trace_attach(MemState *s) {
    MemState *base = s->base;
    s->tracer = base->tracer = s;
    base->checked = true;
    /* Room for a guard in each slot. */
    if (s->kind == KIND_POOL && base->face->slot_size)
        mem_pool_set_slot(base, base->face->slot_size + MEM_GUARD_SIZE);
    mem_set_watch(s, WATCH_TRACE, true);
}

/* Looks for damage. True if some was found that had not been reported. */
static bool check_block(Block *b) {
    if (b->damaged || mem_freed_outside(b)) return false; /* CHECK:damaged-once */
    if (b->state == BLOCK_LIVE && !mem_guard_intact(b))
        mem_report_block(MEM_FOUND_OVERRUN, b); /* CHECK:overrun-later */
    else if (b->state == BLOCK_RELEASED && !mem_poison_intact(b))
        mem_report_block(MEM_FOUND_WRITE_AFTER_FREE, b); /* CHECK:write-later */
    return b->damaged;
}

void mem_trace_release_all(MemState *s, uint64_t since) {
    MemState *owner = s->tracer;
    for (Block *b = owner->newest; b && b->serial >= since; b = owner->newest) {
        check_block(b);
        if (b->state == BLOCK_LIVE) {
            owner->traced.releases++;
            owner->traced.released_bytes += b->size;
            mem_poison(b);
        }
        mem_block_unlink(b);
        b->state = BLOCK_RESET;
        if (!b->queued) mem_quarantine(b, 0);
    }
}

/* Its withheld blocks go back to libc, live ones stay valid: they need no allocator. */
static void detach_platform(MemState *s) {
    for (Block *b = s->newest, *older; b; b = older) {
        older = b->older;
        if (b->state == BLOCK_RELEASED) {
            mem_block_really_release(b);
        } else {
            mem_report_block(MEM_FOUND_DESTROYED_LIVE, b); /* CHECK:destroyed */
            b->ignored = true;
        }
    }
}

void mem_trace_detach(MemState *s) {
    for (Block *b = s->newest; b && s->kind == KIND_POOL; b = b->older)
        if (b->state == BLOCK_LIVE)
            mem_report_block(MEM_FOUND_DESTROYED_LIVE, b); /* CHECK:destroyed-pool */
    if (s->kind == KIND_PLATFORM) detach_platform(s);
    else mem_trace_release_all(s, 0);
    s->base->tracer = NULL;
}

static void report_leaks(MemState *s, void *context) {
    (void)context;
    for (Block *b = s->kind == KIND_ARENA ? NULL : s->newest; b; b = b->older) {
        if (b->state != BLOCK_LIVE || b->ignored || b->serial < first_serial) continue; /* CHECK:leak-ignored */
        b->ignored = true;
        if (mem_freed_outside(b)) mem_report_block(MEM_FOUND_FREED_OUTSIDE, b); /* CHECK:leak-outside */
        else mem_report_block(MEM_FOUND_LEAK, b); /* CHECK:leak */
    }
}

static void check_blocks(MemState *s, void *found) {
    for (Block *b = s->newest; b; b = b->older) *(int *)found += check_block(b);
}

int mem_check_all(void) {
    int found = 0;
    mem_trace_lock();
    mem_for_each(check_blocks, &found);
    mem_trace_unlock();
    return found;
}

int mem_trace_finish(void) {
    int found = 0;
    mem_trace_lock();
    mem_for_each(check_blocks, &found);
    mem_for_each(report_leaks, NULL);
    for (Site *site = mem_sites; site; site = site->next) {
        if (site->allocations) mem_log_allocation_site(site);
        if (site->forms[0] + site->forms[1] + site->forms[2]) mem_log_release_site(site);
    }
    mem_sites_forget();
    found = mem_findings;
    mem_trace_unlock();
    return found;
}

void mem_trace_forget_parent(void) {
    first_serial = mem_trace_serial();
    mem_sites_forget();
    mem_findings = 0;
}

int mem_trace_visit(MemState *s, MemVisitor *visit, void *context) {
    int result = 0;
    mem_trace_lock_even_alone();
    for (Block *b = s->tracer->newest; b && !result; b = b->older) {
        MemBlock block = {b->pointer, b->size, b->tag, b->allocation->place};
        if (b->state == BLOCK_LIVE) result = visit(&block, context);
    }
    mem_trace_unlock();
    return result;
}

static void finish_at_exit(void) {
    if (mem_sites) mem_trace_finish();
}

/* Late: after the program's atexit handlers, which may still release. */
__attribute__((destructor(101))) static void finish_on_exit(void) { finish_at_exit(); }

__attribute__((constructor)) static void watch_quick_exit(void) { at_quick_exit(finish_at_exit); }
