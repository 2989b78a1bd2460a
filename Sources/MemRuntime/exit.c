/* exit.c - checking mode for all allocators at once: damage, leaks, summaries, forks. */
#include "blocks.h"

static int check_list(const BlockList *list) {
    int found = 0;
    Block *b;
    TAILQ_FOREACH(b, list, link) found += memi_check_damage(b);
    return found;
}

static int check_all(void) {
    int found = check_list(&memi_quarantine);
    for (MemState *s = memi_states; s; s = s->next) found += check_list(&s->live);
    return found;
}

int mem_check_all(void) {
    memi_enter();
    int found = check_all();
    memi_leave();
    return found;
}

static bool may_leak(const Block *b) {
    return !b->ignored && b->process == memi_process; /* CHECK:leak-ignored */
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
    for (MemState *s = memi_states; s; s = s->next)
        TAILQ_FOREACH(b, &s->live, link) {
            if (!may_leak(b) || b->usable < sizeof taken) continue;
            for (int i = 0; i < ASKED_FOR_EACH && count < MOST_ASKED && bytes < MOST_BYTES_ASKED; i++) {
                void **p = malloc(b->usable);
                if (!p) break;
                Block *known = memi_block_find(p);
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
        bool outside = memi_freed_outside(b);
        if (!may_leak(b) || (s->strategy == &memi_arena && !outside)) continue; /* CHECK:leak-arena */
        b->ignored = true;
        if (outside) memi_block_lost(b); /* CHECK:leak-outside */
        else memi_report_block(MEM_FOUND_LEAK, b); /* CHECK:leak */
    }
}

int memi_trace_finish(void) {
    Site *site;
    memi_enter();
    ask_caches();
    check_all();
    for (MemState *s = memi_states, *next; s; s = next) {
        next = s->next;
        report_leaks(s);
    }
    STAILQ_FOREACH(site, &memi_sites, next) memi_log_release_site(site);
    memi_sites_forget();
    int found = memi_findings;
    memi_leave();
    return found;
}

void memi_trace_forget_parent(void) {
    memi_process++;
    memi_sites_forget();
    memi_findings = 0;
}

/* A shared library may have a copy of this one that is not in force (see memi_watch_forks): when it
 * is unloaded, nothing has come to its end. */
static char this_copy;

__attribute__((noinline)) void memi_trace_end_of(const char *copy) {
    if (copy == &this_copy && !STAILQ_EMPTY(&memi_sites)) memi_trace_finish();
}

/* Late: after the program's atexit handlers, which may still release. */
__attribute__((destructor(101))) static void finish_at_exit(void) { memi_trace_end_of(&this_copy); }

__attribute__((constructor)) static void watch_quick_exit(void) { at_quick_exit(finish_at_exit); }
