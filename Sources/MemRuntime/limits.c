/* limits.c - limits on memory, and allocations that fail on request. */
#include "internal.h"

static atomic_uint_fast64_t failure_countdown;

int mem_set_limit(Allocator *allocator, size_t bytes) {
    MemState *s = mem_state(allocator);
    bool late = false;
    mem_enter();
    /* Blocks that were not counted cannot be limited. */
    if (s->strategy == &mem_platform && s->started && !s->limited) late = true; /* CHECK:limit-late */
    else s->limited = true;
    if (!late) __atomic_store_n(&s->limit, bytes, __ATOMIC_RELAXED);
    mem_leave();
    return late ? mem_refuse(EBUSY) : 0;
}

static bool exchange(MemState *s, uint64_t *used, uint64_t now) {
    return __atomic_compare_exchange_n(&s->reserved, used, now, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

bool mem_reserve(MemState *s, uint64_t bytes) {
    uint64_t used = __atomic_load_n(&s->reserved, __ATOMIC_RELAXED);
    uint64_t limit = __atomic_load_n(&s->limit, __ATOMIC_RELAXED);
    do {
        if (limit && used + bytes > limit) return mem_refuse(ENOMEM) == 0; /* CHECK:limit */
    } while (!exchange(s, &used, used + bytes));
    return true;
}

/* Never below 0: a platform may release memory that libc gave it unseen. */
void mem_unreserve(MemState *s, uint64_t bytes) {
    uint64_t used = __atomic_load_n(&s->reserved, __ATOMIC_RELAXED);
    while (!exchange(s, &used, used > bytes ? used - bytes : 0)) {}
}

uint64_t mem_fail_at(uint64_t nth) {
    mem_enter();
    uint64_t left = atomic_exchange(&failure_countdown, nth);
    for (MemState *s = mem_states; s; s = s->next) mem_set_way(s);
    mem_leave();
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
