/* stats.c - counts and live blocks of allocators. */
#include "trace.h"

/* With the trace lock held. */
static bool measure(MemState *s, MemStats *stats) {
    MemStats strategy = {0};
    mem_lock(s->base);
    bool counted = s->strategy->measure(s->base, &strategy);
    mem_unlock(s->base);
    *stats = strategy;
    if (!s->owner) return counted;
    mem_trace_measure(s, stats);
    stats->reserved_bytes = strategy.reserved_bytes;
    return true;
}

typedef struct Sum {
    MemStats total;
    bool any;
    char *text;
    size_t size, length;
} Sum;

/* Not started: nothing has been allocated, and it need not start for this. */
static bool is_idle(MemState *s) { return mem_watch(s) & WATCH_START; }

static void add_to_sum(MemState *s, void *context) {
    Sum *sum = context;
    MemStats *t = &sum->total, one;
    if (is_idle(s) || !measure(s, &one)) return;
    sum->any = true;
    t->allocations += one.allocations;
    t->releases += one.releases;
    t->allocated_bytes += one.allocated_bytes;
    t->released_bytes += one.released_bytes;
    t->unsized_releases += one.unsized_releases;
    t->live_blocks += one.live_blocks;
    t->live_bytes += one.live_bytes;
    t->peak_bytes += one.peak_bytes;
    t->reserved_bytes += one.reserved_bytes;
}

int mem_get_stats(Allocator *allocator, MemStats *stats) {
    Sum sum = {0};
    if (allocator && !mem_start(mem_state(allocator))) return -1;
    mem_trace_lock();
    if (allocator) add_to_sum(mem_state(allocator), &sum);
    else mem_for_each(add_to_sum, &sum);
    mem_trace_unlock();
    *stats = sum.total;
    if (sum.any) return 0;
    errno = ENOTSUP;
    return -1;
}

static void add_line(MemState *s, void *context) {
    Sum *sum = context;
    MemStats one;
    char line[256];
    if (is_idle(s) || !measure(s, &one) || !one.allocations) return;
    int n = snprintf(line, sizeof line, "%-16s %12llu %12llu %14llu %14llu\n", s->name,
                     (unsigned long long)one.allocations, (unsigned long long)one.live_blocks,
                     (unsigned long long)one.live_bytes, (unsigned long long)one.peak_bytes);
    size_t length = (size_t)n, room = sum->size > sum->length ? sum->size - sum->length : 0;
    if (room) {
        size_t part = length < room - 1 ? length : room - 1; /* CHECK:stats-text */
        memcpy(sum->text + sum->length, line, part);
        sum->text[sum->length + part] = 0;
    }
    sum->length += length;
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

int mem_visit(Allocator *allocator, int (*visit)(const MemBlock *block, void *context),
              void *context) {
    MemState *s = mem_state(allocator);
    int result;
    if (!mem_start(s)) return -1;
    if (s->owner) {
        mem_trace_lock();
        result = mem_trace_visit(s, visit, context);
        mem_trace_unlock();
    } else {
        mem_lock(s->base);
        result = s->strategy->visit(s->base, visit, context);
        mem_unlock(s->base);
    }
    return result;
}
