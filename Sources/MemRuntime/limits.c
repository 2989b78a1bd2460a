/* limits.c - limits on memory, and allocations that fail on request. */
#include "internal.h"

static atomic_uint_fast64_t failure_countdown;

/* No limit is a limit of 0. */
bool mem_reserve(MemState *s, size_t bytes) {
    size_t used = atomic_load(&s->limit_used), limit = atomic_load(&s->limit);
    do {
        if (limit && (used > limit || bytes > limit - used))
            return mem_refuse(ENOMEM) == 0; /* CHECK:limit */
    } while (!atomic_compare_exchange_weak(&s->limit_used, &used, used + bytes));
    return true;
}

/* Never below 0: a platform may release memory that libc gave it unseen. */
void mem_unreserve(MemState *s, size_t bytes) {
    size_t used = atomic_load(&s->limit_used);
    while (!atomic_compare_exchange_weak(&s->limit_used, &used, used - mem_smaller(used, bytes))) {}
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
