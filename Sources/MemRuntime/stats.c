/* stats.c - counts and live blocks of allocators.
 *
 * What platform allocators do is counted by each thread for itself, because a locked addition costs
 * more than the rest of the operation. Only the thread writes its counts and anybody reads them. The
 * counts of a thread that has ended stay in the list and are continued by a later thread; so nothing
 * is ever lost. Before they overflow they are added to the allocator's own counts, where everything
 * unusual is counted at once. */
#include "internal.h"

typedef struct ThreadCounts {
    MemCounts of[MEM_COUNTED_IDS]; /* mem_my_counts */
    struct ThreadCounts *next;
    bool in_use;
} ThreadCounts;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ThreadCounts *all;
static pthread_key_t at_thread_end;
static pthread_once_t once = PTHREAD_ONCE_INIT;
__thread MemCounts *mem_my_counts;

void mem_counts_lock(void) { pthread_mutex_lock(&lock); }
void mem_counts_unlock(void) { pthread_mutex_unlock(&lock); }

static void end_thread(void *counts) {
    mem_counts_lock();
    ((ThreadCounts *)counts)->in_use = false;
    mem_counts_unlock();
    mem_my_counts = NULL;
}

static void make_key(void) { pthread_key_create(&at_thread_end, end_thread); }

/* Gives the thread counts of its own; without memory for them it goes on without. */
static void claim_counts(void) {
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
    if (t && !pthread_setspecific(at_thread_end, t)) mem_my_counts = t->of;
}

static bool is_counting(const MemState *s) {
    if (s->kind != KIND_PLATFORM || !mem_settings.statistics) return false;
    if (!mem_my_counts) claim_counts();
    return true;
}

static void add(MemState *s, int counter, uint64_t n) {
    __atomic_fetch_add(&s->counts[counter], n, __ATOMIC_RELAXED);
}

void mem_count_alloc(MemState *s, size_t size) {
    if (!is_counting(s)) return;
    add(s, COUNT_ALLOCATIONS, 1);
    add(s, COUNT_ALLOCATED, size);
}

void mem_count_release(MemState *s, size_t size) {
    if (!is_counting(s)) return;
    add(s, COUNT_RELEASES, 1);
    if (size == MEM_UNKNOWN_SIZE) add(s, COUNT_UNSIZED, 1);
    else add(s, COUNT_RELEASED, size);
}

static void add_counts(uint64_t sums[MEM_COUNTERS], const MemCounts *c) {
    uint64_t allocated = __atomic_load_n(&c->allocated, __ATOMIC_RELAXED);
    uint64_t released = __atomic_load_n(&c->released, __ATOMIC_RELAXED);
    sums[COUNT_ALLOCATIONS] += allocated / MEM_COUNT_ONE;
    sums[COUNT_ALLOCATED] += allocated % MEM_COUNT_ONE;
    sums[COUNT_RELEASES] += released / MEM_COUNT_ONE;
    sums[COUNT_RELEASED] += released % MEM_COUNT_ONE;
}

void mem_counts_flush(Allocator *a) {
    MemCounts *c = &mem_my_counts[a->id];
    uint64_t sums[MEM_COUNTERS] = {0};
    mem_counts_lock();
    add_counts(sums, c);
    __atomic_store_n(&c->allocated, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&c->released, 0, __ATOMIC_RELAXED);
    for (int i = 0; i < MEM_COUNTERS; i++) add(a->state, i, sums[i]);
    mem_counts_unlock();
}

bool mem_counts_measure(MemState *s, MemStats *stats) {
    uint64_t sums[MEM_COUNTERS];
    unsigned id = s->face->id;
    if (!mem_settings.statistics) return false;
    mem_counts_lock();
    for (int i = 0; i < MEM_COUNTERS; i++) sums[i] = __atomic_load_n(&s->counts[i], __ATOMIC_RELAXED);
    for (ThreadCounts *t = all; t && id < MEM_COUNTED_IDS; t = t->next) add_counts(sums, &t->of[id]);
    mem_counts_unlock();
    *stats = (MemStats){.allocations = sums[COUNT_ALLOCATIONS],
                        .releases = sums[COUNT_RELEASES],
                        .allocated_bytes = sums[COUNT_ALLOCATED],
                        .released_bytes = sums[COUNT_RELEASED],
                        .unsized_releases = sums[COUNT_UNSIZED],
                        .live_bytes = sums[COUNT_ALLOCATED] - sums[COUNT_RELEASED]};
    if (stats->allocations > stats->releases) stats->live_blocks = stats->allocations - stats->releases;
    return true;
}

/* With the trace lock held. False: not counted. What has not started need not start for this. */
static bool measure(MemState *s, MemStats *stats) {
    *stats = (MemStats){0};
    if (s->ended || mem_watch(s) & WATCH_START) return false;
    if (s->tracer && s->tracer != s) return false; /* it is counted as the trace allocator around it */
    mem_lock(s->base);
    bool counted = s->strategy->measure(s->base, stats);
    mem_unlock(s->base);
    if (!s->tracer) return counted;
    uint64_t reserved = stats->reserved_bytes;
    *stats = s->tracer->traced;
    stats->live_blocks = stats->allocations - stats->releases;
    stats->live_bytes = stats->allocated_bytes - stats->released_bytes;
    stats->reserved_bytes = reserved;
    return true;
}

typedef struct Sum {
    MemStats total;
    bool any;
    char *text;
    size_t size, length;
} Sum;

static void add_to_sum(MemState *s, void *context) {
    Sum *sum = context;
    uint64_t part[sizeof(MemStats) / sizeof(uint64_t)], *total = (uint64_t *)&sum->total;
    if (!measure(s, (MemStats *)part)) return;
    sum->any = true;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) total[i] += part[i];
}

int mem_get_stats(Allocator *allocator, MemStats *stats) {
    Sum sum = {0};
    if (allocator) mem_start(mem_state(allocator));
    mem_trace_lock();
    if (allocator) add_to_sum(mem_state(allocator), &sum);
    else mem_for_each(add_to_sum, &sum);
    mem_trace_unlock();
    *stats = sum.total;
    return sum.any ? 0 : mem_refuse(ENOTSUP);
}

static void add_line(MemState *s, void *context) {
    Sum *sum = context;
    MemStats one;
    if (!measure(s, &one) || !one.allocations) return;
    size_t room = sum->size > sum->length ? sum->size - sum->length : 0;
    int n = snprintf(room ? sum->text + sum->length : NULL, room,
                     "%-16s %12llu %12llu %14llu %14llu\n", s->name,
                     (unsigned long long)one.allocations, (unsigned long long)one.live_blocks,
                     (unsigned long long)one.live_bytes, (unsigned long long)one.peak_bytes);
    sum->length += (size_t)n;
}

size_t mem_format_stats(char *buffer, size_t size) {
    Sum sum = {.text = buffer, .size = size};
    sum.length = (size_t)snprintf(buffer, size, "%-16s %12s %12s %14s %14s\n", "allocator",
                                  "allocations", "live", "live bytes", "peak bytes");
    mem_trace_lock();
    mem_for_each(add_line, &sum);
    mem_trace_unlock();
    return sum.length;
}

int mem_visit(Allocator *allocator, MemVisitor *visit, void *context) {
    MemState *s = mem_state(allocator);
    mem_start(s);
    if (s->tracer) return mem_trace_visit(s, visit, context);
    if (!s->strategy->visit) return mem_refuse(ENOTSUP);
    mem_lock(s);
    int result = s->strategy->visit(s, visit, context);
    mem_unlock(s);
    return result;
}
