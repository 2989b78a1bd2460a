/* trace_lifetime.c - checking mode when many blocks end at once: reset, destruction, exit. */
#include "blocks.h"

/* Looks for damage. True if some was found that had not been reported. */
static bool check_block(Block *b) {
    if (b->damaged || mem_freed_outside(b)) return false; /* CHECK:damaged-once */
    if (b->state == BLOCK_LIVE && !mem_guard_intact(b))
        mem_report_block(MEM_FOUND_OVERRUN, b); /* CHECK:overrun-later */
    else if (b->state != BLOCK_LIVE && !mem_poison_intact(b))
        mem_report_block(MEM_FOUND_WRITE_AFTER_FREE, b); /* CHECK:write-later */
    return b->damaged;
}

void mem_trace_reset(MemState *s, uint64_t position) {
    for (Block *b = s->live.newest; b && b->position >= position; b = s->live.newest) {
        check_block(b);
        if (mem_freed_outside(b)) { /* CHECK:reset-outside */
            mem_block_lost(b);
        } else {
            mem_trace_count(b, MEM_RELEASES);
            mem_withhold(b, BLOCK_RESET);
        }
    }
    s->blocks = position;
}

/* Live blocks of a platform stay valid: they need no allocator. */
void mem_trace_end(MemState *s) {
    for (Block *b = s->live.newest; b && s->strategy != &mem_arena; b = b->older) {
        mem_report_block(MEM_FOUND_DESTROYED_LIVE, b); /* CHECK:destroyed */
        b->ignored = true;
    }
    if (s->strategy != &mem_platform) mem_trace_reset(s, 0);
}

static void report_leaks(MemState *s) {
    for (Block *b = s->live.newest; b; b = b->older) {
        if (b->ignored || b->process != mem_process) continue; /* CHECK:leak-ignored */
        b->ignored = true;
        if (mem_freed_outside(b)) mem_report_block(MEM_FOUND_FREED_OUTSIDE, b); /* CHECK:leak-outside */
        else mem_report_block(MEM_FOUND_LEAK, b); /* CHECK:leak */
    }
}

static int check_list(const BlockList *list) {
    int found = 0;
    for (Block *b = list->newest; b; b = b->older) found += check_block(b);
    return found;
}

static int check_all(void) {
    int found = check_list(&mem_quarantine);
    for (MemState *s = mem_states; s; s = s->next) found += check_list(&s->live);
    return found;
}

int mem_check_all(void) {
    mem_enter();
    int found = check_all();
    mem_leave();
    return found;
}

int mem_trace_finish(void) {
    mem_enter();
    check_all();
    for (MemState *s = mem_states; s; s = s->next)
        if (s->strategy != &mem_arena) report_leaks(s);
    for (Site *site = mem_sites; site; site = site->next)
        if (site->forms[0] + site->forms[1] + site->forms[2]) mem_log_release_site(site);
    mem_sites_forget();
    int found = mem_findings;
    mem_leave();
    return found;
}

void mem_trace_forget_parent(void) {
    mem_process++;
    mem_sites_forget();
    mem_findings = 0;
}

int mem_trace_visit(MemState *s, MemVisitor *visit, void *context) {
    int result = 0;
    mem_enter_even_alone();
    for (Block *b = s->live.newest; b && !result; b = b->older)
        result = visit(&(MemBlock){b->pointer, b->size, b->tag, b->allocation->place}, context);
    mem_leave();
    return result;
}

static void finish_at_exit(void) {
    if (mem_sites) mem_trace_finish();
}

/* Late: after the program's atexit handlers, which may still release. */
__attribute__((destructor(101))) static void finish_on_exit(void) { finish_at_exit(); }

__attribute__((constructor)) static void watch_quick_exit(void) { at_quick_exit(finish_at_exit); }
