/* thread_counts.c - statistics as sums of each thread.
 *
 * A locked addition costs more than the rest of the operation, so each thread has its own counts,
 * which only it writes and anybody reads. The counts of a thread that has ended stay in the list
 * and are continued by a later thread; so nothing is ever lost or moved. Allocators with a high number
 * are counted by atomic additions to `shared` instead. */
#include "internal.h"


static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ThreadCounts *all;
static pthread_key_t at_thread_end;
static pthread_once_t once = PTHREAD_ONCE_INIT;
_Thread_local ThreadCounts *mem_my_counts MEM_TLS;

void mem_counts_lock(void) { pthread_mutex_lock(&lock); }
void mem_counts_unlock(void) { pthread_mutex_unlock(&lock); }

static void end_thread(void *counts) {
    mem_counts_lock();
    ((ThreadCounts *)counts)->in_use = false;
    mem_counts_unlock();
    mem_my_counts = NULL;
}

static void make_key(void) { pthread_key_create(&at_thread_end, end_thread); }

ThreadCounts *mem_claim_counts(void) {
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
    return mem_my_counts = t;
}

void mem_count_alloc(const Allocator *a, size_t size) {
    MemCounts *c = a->id < MEM_COUNTED_IDS ? mem_counts_here(a->id) : NULL;
    MemCounts *shared = &a->state->shared;
    if (c) {
        mem_add(&c->allocations, 1);
        mem_add(&c->allocated_bytes, size);
    } else {
        atomic_fetch_add(&shared->allocations, 1);
        atomic_fetch_add(&shared->allocated_bytes, size);
    }
}

void mem_count_release(const Allocator *a, size_t size) {
    MemCounts *c = a->id < MEM_COUNTED_IDS ? mem_counts_here(a->id) : NULL;
    MemCounts *shared = &a->state->shared;
    bool unsized = size == MEM_UNKNOWN_SIZE;
    if (c) {
        mem_add(&c->releases, 1);
        mem_add(unsized ? &c->unsized_releases : &c->released_bytes, unsized ? 1 : size);
    } else {
        atomic_fetch_add(&shared->releases, 1);
        atomic_fetch_add(unsized ? &shared->unsized_releases : &shared->released_bytes,
                         unsized ? 1 : size);
    }
}

static void sum(MemStats *stats, MemCounts *c) {
    stats->allocations += atomic_load_explicit(&c->allocations, memory_order_relaxed);
    stats->releases += atomic_load_explicit(&c->releases, memory_order_relaxed);
    stats->allocated_bytes += atomic_load_explicit(&c->allocated_bytes, memory_order_relaxed);
    stats->released_bytes += atomic_load_explicit(&c->released_bytes, memory_order_relaxed);
    stats->unsized_releases += atomic_load_explicit(&c->unsized_releases, memory_order_relaxed);
}

void mem_counts_of(MemState *s, MemStats *stats) {
    unsigned id = s->face->id;
    memset(stats, 0, sizeof *stats);
    mem_counts_lock();
    sum(stats, &s->shared);
    for (ThreadCounts *t = all; t && id < MEM_COUNTED_IDS; t = t->next) sum(stats, &t->of[id]);
    mem_counts_unlock();
    if (stats->allocations > stats->releases) stats->live_blocks = stats->allocations - stats->releases;
    stats->live_bytes = stats->allocated_bytes - stats->released_bytes;
}
