/* limits.c - limits on memory, and allocations that fail on request. */
#include "internal.h"

static atomic_uint_fast64_t failure_countdown;

int mem_set_limit(Allocator *allocator, size_t bytes) {
    MemState *s = memi_state(allocator);
    bool late = false;
    memi_enter();
    /* Blocks that were not counted cannot be limited. */
    if (s->strategy == &memi_platform && s->started && !s->limited) late = true; /* CHECK:limit-late */
    if (!late) {
        s->limited = true;
        __atomic_store_n(&s->limit, bytes, __ATOMIC_RELAXED);
    }
    memi_leave();
    return late ? memi_refuse(EBUSY) : 0;
}

static bool exchange(MemState *s, uint64_t *used, uint64_t now) {
    return __atomic_compare_exchange_n(&s->reserved, used, now, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

bool memi_reserve(MemState *s, uint64_t bytes) {
    uint64_t used = __atomic_load_n(&s->reserved, __ATOMIC_RELAXED);
    uint64_t limit = __atomic_load_n(&s->limit, __ATOMIC_RELAXED);
    do {
        if (limit && used + bytes > limit) return memi_refuse(ENOMEM) == 0; /* CHECK:limit */
    } while (!exchange(s, &used, used + bytes));
    return true;
}

/* Never below 0: a platform may release memory that libc gave it unseen. */
void memi_unreserve(MemState *s, uint64_t bytes) {
    uint64_t used = __atomic_load_n(&s->reserved, __ATOMIC_RELAXED);
    while (!exchange(s, &used, used > bytes ? used - bytes : 0)) {}
}

uint64_t mem_fail_at(uint64_t nth) {
    memi_enter();
    uint64_t left = atomic_exchange(&failure_countdown, nth);
    for (MemState *s = memi_states; s; s = s->next) memi_set_way(s);
    memi_leave();
    return left;
}

bool memi_fails_now(void) {
    uint_fast64_t left = atomic_load(&failure_countdown);
    do {
        if (left == 0) return false;
    } while (!atomic_compare_exchange_weak(&failure_countdown, &left, left - 1));
    return left == 1;
}

bool memi_failures_pending(void) { return atomic_load(&failure_countdown) != 0; }
