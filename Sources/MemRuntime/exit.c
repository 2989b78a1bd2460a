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

static bool may_leak(const Block *b) {
    return !b->ignored && b->process == mem_process; /* CHECK:leak-ignored */
}

#define ASKED_FOR_EACH 8 /* a thread's cache has 7 of a size */
#define MOST_ASKED 65536
#define MOST_BYTES_ASKED (16 << 20)

/* Small blocks that were freed outside keep their size as long as libc caches them. So libc is asked
 * for blocks of that size: one that it hands out while its record says that it is live is not ours. */
static void ask_caches(void) {
    void **taken = NULL;
    size_t count = 0, bytes = 0;
    Block *b;
    for (MemState *s = mem_states; s; s = s->next)
        TAILQ_FOREACH(b, &s->live, link) {
            if (!may_leak(b) || b->usable < sizeof taken) continue;
            for (int i = 0; i < ASKED_FOR_EACH && count < MOST_ASKED && bytes < MOST_BYTES_ASKED; i++) {
                void **p = malloc(b->usable);
                if (!p) break;
                Block *known = mem_block_find(p);
                if (known) known->handed_out = true; /* CHECK:leak-caches */
                *p = taken;
                taken = p;
                count++;
                bytes += b->usable;
            }
        }
    while (taken) {
        void **p = taken;
        taken = *p;
        free(p);
    }
}

static void report_leaks(MemState *s) {
    Block *next;
    for (Block *b = TAILQ_FIRST(&s->live); b; b = next) {
        next = TAILQ_NEXT(b, link); /* the record, and with the last one s, may go */
        bool outside = mem_freed_outside(b);
        if (!may_leak(b) || (s->strategy == &mem_arena && !outside)) continue; /* CHECK:leak-arena */
        b->ignored = true;
        if (outside) mem_block_lost(b); /* CHECK:leak-outside */
        else mem_report_block(MEM_FOUND_LEAK, b); /* CHECK:leak */
    }
}

int mem_trace_finish(void) {
    Site *site;
    mem_enter();
    ask_caches();
    mem_leave();
    mem_check_all();
    mem_enter();
    for (MemState *s = mem_states, *next; s; s = next) {
        next = s->next;
        report_leaks(s);
    }
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
