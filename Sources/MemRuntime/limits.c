/* limits.c - limits on memory, and allocations that fail on request. */
#include "trace.h"

static atomic_uint_fast64_t failure_countdown;

/* limit is 0 until there is one: blocks are only counted from then on. */
static bool is_limited(MemState *s) {
    return atomic_load_explicit(&s->limit, memory_order_relaxed) != 0;
}

bool mem_reserve(MemState *s, size_t bytes) {
    if (!is_limited(s)) return true;
    size_t used = atomic_load(&s->limit_used), limit = atomic_load(&s->limit);
    do {
        if (used > limit || bytes > limit - used) return mem_refuse(ENOMEM); /* CHECK:limit */
    } while (!atomic_compare_exchange_weak(&s->limit_used, &used, used + bytes));
    return true;
}

void mem_reserve_always(MemState *s, size_t bytes) {
    if (is_limited(s)) atomic_fetch_add(&s->limit_used, bytes);
}

void mem_unreserve(MemState *s, size_t bytes) {
    if (is_limited(s)) atomic_fetch_sub(&s->limit_used, bytes);
}

int mem_set_limit(Allocator *allocator, size_t bytes) {
    MemState *s = mem_state(allocator)->base;
    MemStats now = {0};
    if (!mem_start_counted(s)) return -1;
    mem_trace_lock();
    mem_lock(s);
    s->strategy->measure(s, &now);
    atomic_store(&s->limit_used,
                 (size_t)(s->kind == KIND_PLATFORM ? now.live_bytes : now.reserved_bytes));
    atomic_store(&s->limit, bytes ? bytes : SIZE_MAX);
    mem_unlock(s);
    mem_trace_unlock();
    return 0;
}

static void watch_failures(MemState *s, void *on) { mem_set_watch(s, WATCH_FAIL, on != NULL); }

uint64_t mem_fail_at(uint64_t nth) {
    uint64_t left = atomic_exchange(&failure_countdown, nth);
    mem_for_each(watch_failures, nth ? &failure_countdown : NULL);
    return left;
}

bool mem_fails_now(void) {
    uint_fast64_t left = atomic_load(&failure_countdown);
    do {
        if (left == 0) return false;
    } while (!atomic_compare_exchange_weak(&failure_countdown, &left, left - 1));
    return left == 1;
}

bool mem_failures_pending(void) { return atomic_load(&failure_countdown) != 0; }
