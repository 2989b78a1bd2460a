/* exit.c - checking mode for all allocators at once: damage, leaks, summaries, forks. */
#include "blocks.h"

static int check_list(const BlockList *list) {
    int found = 0;
    Block *b;
    TAILQ_FOREACH(b, list, link) found += mem_check_damage(b);
    return found;
}

int mem_check_all(void) {
    mem_enter();
    int found = check_list(&mem_quarantine);
    for (MemState *s = mem_states; s; s = s->next) found += check_list(&s->live);
    mem_leave();
    return found;
}

static void report_leaks(MemState *s) {
    Block *b;
    TAILQ_FOREACH(b, &s->live, link) {
        if (b->ignored || b->process != mem_process) continue; /* CHECK:leak-ignored */
        b->ignored = true;
        if (mem_freed_outside(b)) mem_report_block(MEM_FOUND_FREED_OUTSIDE, b); /* CHECK:leak-outside */
        else mem_report_block(MEM_FOUND_LEAK, b); /* CHECK:leak */
    }
}

int mem_trace_finish(void) {
    Site *site;
    mem_check_all();
    mem_enter();
    for (MemState *s = mem_states; s; s = s->next)
        if (s->strategy != &mem_arena) report_leaks(s);
    STAILQ_FOREACH(site, &mem_sites, next)
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

/* Late: after the program's atexit handlers, which may still release. */
__attribute__((destructor(101))) static void finish_at_exit(void) {
    if (!STAILQ_EMPTY(&mem_sites)) mem_trace_finish();
}

__attribute__((constructor)) static void watch_quick_exit(void) { at_quick_exit(finish_at_exit); }
