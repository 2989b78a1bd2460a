/* thread_counts.c - statistics as sums of each thread.
 *
 * A locked addition costs more than the rest of the operation, so each thread has its own counts,
 * which only it writes and anybody reads. The counts of a thread that has ended stay in the list
 * and are continued by a later thread; so nothing is ever lost or moved. */
#include "trace.h"

#define COUNTED_IDS 64 /* allocators beyond are counted by atomic additions to `shared` */

typedef struct ThreadCounts {
    MemCounts of[COUNTED_IDS];
    struct ThreadCounts *next;
    bool in_use;
} ThreadCounts;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ThreadCounts *all;
static pthread_key_t at_thread_end;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static _Thread_local ThreadCounts *mine;

void mem_counts_lock(void) { pthread_mutex_lock(&lock); }
void mem_counts_unlock(void) { pthread_mutex_unlock(&lock); }

static void end_thread(void *counts) {
    mem_counts_lock();
    ((ThreadCounts *)counts)->in_use = false;
    mem_counts_unlock();
    mine = NULL;
}

static void make_key(void) { pthread_key_create(&at_thread_end, end_thread); }

/* NULL when there is no memory for them. */
static ThreadCounts *claim(void) {
    pthread_once(&once, make_key);
    mem_counts_lock();
    ThreadCounts *t = all;
    while (t && t->in_use) t = t->next;
    if (!t && (t = calloc(1, sizeof *t))) {
        t->next = all;
        all = t;
    }
    if (t) t->in_use = true;
    mem_counts_unlock();
    if (t) pthread_setspecific(at_thread_end, t);
    return mine = t;
}

static void add(_Atomic uint64_t *sum, uint64_t n) {
    atomic_store_explicit(sum, atomic_load_explicit(sum, memory_order_relaxed) + n,
                          memory_order_relaxed);
}

static MemCounts *counts_here(MemState *s) {
    if (s->id >= COUNTED_IDS) return NULL;
    ThreadCounts *t = mine ? mine : claim();
    return t ? &t->of[s->id] : NULL;
}

void mem_count_alloc(MemState *s, size_t bytes) {
    MemCounts *c = counts_here(s);
    if (c) {
        add(&c->allocations, 1);
        add(&c->allocated_bytes, bytes);
    } else {
        atomic_fetch_add(&s->shared.allocations, 1);
        atomic_fetch_add(&s->shared.allocated_bytes, bytes);
    }
}

void mem_count_release(MemState *s, size_t bytes) {
    MemCounts *c = counts_here(s);
    if (c) {
        add(&c->releases, 1);
        add(&c->released_bytes, bytes);
    } else {
        atomic_fetch_add(&s->shared.releases, 1);
        atomic_fetch_add(&s->shared.released_bytes, bytes);
    }
}

static void sum(MemStats *stats, MemCounts *c) {
    stats->allocations += atomic_load_explicit(&c->allocations, memory_order_relaxed);
    stats->releases += atomic_load_explicit(&c->releases, memory_order_relaxed);
    stats->allocated_bytes += atomic_load_explicit(&c->allocated_bytes, memory_order_relaxed);
    stats->released_bytes += atomic_load_explicit(&c->released_bytes, memory_order_relaxed);
}

void mem_counts_of(MemState *s, MemStats *stats) {
    memset(stats, 0, sizeof *stats);
    mem_counts_lock();
    sum(stats, &s->shared);
    for (ThreadCounts *t = all; t && s->id < COUNTED_IDS; t = t->next) sum(stats, &t->of[s->id]);
    mem_counts_unlock();
    stats->live_blocks = stats->allocations - stats->releases;
    stats->live_bytes = stats->allocated_bytes - stats->released_bytes;
}
