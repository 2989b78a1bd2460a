/* trace_lifetime.c - checking mode when many blocks end at once: reset, destruction, exit. */
#include "blocks.h"

static uint64_t first_serial; /* of this process: a fork's child does not answer for its parent */

bool mem_trace_attach(MemState *s) {
    s->owner = mem_owner_new(s);
    if (!s->owner) return false;
    s->base->owner = s->owner;
    s->base->checked = true;
    /* Room for a guard in each slot. */
    size_t slot = s->kind == KIND_POOL ? s->base->face->slot_size : 0;
    if (slot) mem_pool_set_slot(s->base, slot + MEM_GUARD_SIZE);
    return true;
}

/* Looks for damage. True if some was found that had not been reported. */
static bool check_block(Block *b) {
    if (b->damaged || mem_freed_outside(b)) return false;
    if (b->state == BLOCK_LIVE && !mem_guard_intact(b))
        mem_report_block(MEM_FOUND_OVERRUN, b); /* CHECK:overrun-later */
    else if (b->state == BLOCK_RELEASED && !mem_poison_intact(b))
        mem_report_block(MEM_FOUND_WRITE_AFTER_FREE, b); /* CHECK:write-later */
    return b->damaged;
}

void mem_trace_release_all(MemState *s, uint64_t since) {
    TraceOwner *owner = s->owner;
    for (Block *b = owner->newest; b && b->serial >= since; b = owner->newest) {
        bool queued = b->state == BLOCK_RELEASED && owner->kind != KIND_ARENA;
        check_block(b);
        if (b->state == BLOCK_LIVE) {
            owner->releases++;
            owner->released_bytes += b->size;
            mem_poison(b);
        }
        mem_block_unlink(b);
        b->state = BLOCK_RESET;
        if (!queued) mem_quarantine_block(b);
    }
}

static void detach_platform(TraceOwner *owner) {
    for (Block *b = owner->newest, *older; b; b = older) {
        older = b->older;
        if (b->state == BLOCK_RELEASED) {
            mem_block_really_release(b);
        } else {
            mem_report_block(MEM_FOUND_DESTROYED_LIVE, b); /* CHECK:destroyed */
            b->ignored = true;
        }
    }
}

void mem_trace_end_blocks(MemState *s) {
    TraceOwner *owner = s->owner;
    if (owner->kind == KIND_POOL)
        for (Block *b = owner->newest; b; b = b->older)
            if (b->state == BLOCK_LIVE)
                mem_report_block(MEM_FOUND_DESTROYED_LIVE, b); /* CHECK:destroyed-pool */
    if (owner->kind == KIND_PLATFORM) detach_platform(owner);
    else mem_trace_release_all(s, 0);
}

void mem_trace_detach(MemState *s) {
    TraceOwner *owner = s->owner;
    owner->state = NULL;
    s->base->owner = s->owner = NULL;
    s->base->wrapped = false;
    mem_owner_drop_if_unused(owner);
}

static void report_leaks(TraceOwner *owner) {
    for (Block *b = owner->newest, *older; b; b = older) {
        older = b->older;
        if (b->state != BLOCK_LIVE || b->ignored || b->serial < first_serial) continue;
        b->ignored = true;
        if (mem_freed_outside(b)) mem_report_block(MEM_FOUND_FREED_OUTSIDE, b);
        else mem_report_block(MEM_FOUND_LEAK, b); /* CHECK:leak */
    }
}

static int check_all(void) {
    int found = 0;
    for (TraceOwner *owner = mem_owners; owner; owner = owner->next)
        for (Block *b = owner->newest; b; b = b->older) found += check_block(b);
    return found;
}

int mem_check_all(void) {
    mem_trace_lock();
    int found = check_all();
    mem_trace_unlock();
    return found;
}

int mem_trace_finish(void) {
    mem_trace_lock();
    check_all();
    for (TraceOwner *owner = mem_owners; owner; owner = owner->next)
        if (owner->kind != KIND_ARENA) report_leaks(owner);
    for (Site *site = mem_sites; site; site = site->next) {
        if (site->allocations) mem_log_allocation_site(site);
        if (site->forms[0] + site->forms[1] + site->forms[2]) mem_log_release_site(site);
    }
    mem_sites_forget();
    int findings = mem_findings_so_far();
    mem_trace_unlock();
    return findings;
}

void mem_trace_forget_parent(void) {
    first_serial = mem_trace_serial();
    mem_sites_forget();
    mem_findings_forget();
}

bool mem_trace_is_used(MemState *s) { return s->owner->allocations != 0; }

void mem_trace_measure(MemState *s, MemStats *stats) {
    const TraceOwner *o = s->owner;
    *stats = (MemStats){.allocations = o->allocations,
                        .releases = o->releases,
                        .allocated_bytes = o->allocated_bytes,
                        .released_bytes = o->released_bytes,
                        .live_blocks = o->allocations - o->releases,
                        .live_bytes = o->allocated_bytes - o->released_bytes,
                        .peak_bytes = o->peak,
                        .reserved_bytes = stats->reserved_bytes};
}

int mem_trace_visit(MemState *s, MemVisitor *visit, void *context) {
    int result = 0;
    mem_trace_lock();
    for (Block *b = s->owner->newest; b && !result; b = b->older) {
        MemBlock block = {b->pointer, b->size, b->tag, b->allocation->place};
        if (b->state == BLOCK_LIVE) result = visit(&block, context);
    }
    mem_trace_unlock();
    return result;
}

static void finish_at_exit(void) {
    if (mem_owners) mem_trace_finish();
}

/* Late: after the program's atexit handlers, which may still release. */
__attribute__((destructor(101))) static void finish_on_exit(void) { finish_at_exit(); }

__attribute__((constructor)) static void watch_quick_exit(void) { at_quick_exit(finish_at_exit); }
