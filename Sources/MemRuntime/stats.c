/* stats.c - counts and live blocks of allocators.
 *
 * What platform allocators do is counted by each thread for itself, because a locked addition costs
 * more than the rest of the operation. Only the thread writes its counts and anybody reads them. The
 * counts of a thread that has ended stay in the list and are continued by a later thread; so nothing
 * is ever lost. What takes the slow path is added to the allocator's own counts at once. */
#include "internal.h"

typedef struct ThreadCounts {
    MemCounts of[MEM_COUNTED_IDS]; /* memi_my_counts */
    struct ThreadCounts *next;
    bool in_use;
} ThreadCounts;

static ThreadCounts *all;
static pthread_key_t at_thread_end;
static enum { KEY_UNUSED, KEY_SET, KEY_NONE } key; /* all of these under the lock */
__thread MemCounts *memi_my_counts;

static void end_thread(void *counts) {
    memi_enter();
    ((ThreadCounts *)counts)->in_use = false;
    memi_leave();
    memi_my_counts = NULL;
}

/* The library may be unloaded before a thread ends that has used it. Without the lock, with which
 * the program may have called exit. */
__attribute__((destructor)) static void drop_key(void) {
    if (key == KEY_SET) pthread_key_delete(at_thread_end);
    key = KEY_NONE;
}

static ThreadCounts *free_counts(void) {
    ThreadCounts *t = all;
    while (t && t->in_use) t = t->next;
    if (!t && (t = calloc(1, sizeof *t))) {
        t->next = all;
        all = t;
    }
    return t;
}

/* Gives the thread counts of its own; without memory or a key for them it goes on without. */
static void claim_counts(void) {
    memi_enter();
    if (key == KEY_UNUSED) key = pthread_key_create(&at_thread_end, end_thread) ? KEY_NONE : KEY_SET;
    ThreadCounts *t = key == KEY_SET ? free_counts() : NULL;
    if (t && !pthread_setspecific(at_thread_end, t)) {
        t->in_use = true;
        memi_my_counts = t->of;
    }
    memi_leave();
}

void memi_count_platform(MemState *s, int what, size_t size) {
    uint64_t *counts = s->face->counts;
    if (!memi_settings.config.statistics) return;
    if (!memi_my_counts) claim_counts();
    __atomic_fetch_add(&counts[what], 1, __ATOMIC_RELAXED);
    if (size == MEM_UNKNOWN_SIZE) __atomic_fetch_add(&counts[MEM_UNSIZED], 1, __ATOMIC_RELAXED);
    else __atomic_fetch_add(&counts[what + 1], size, __ATOMIC_RELAXED);
}

static void add_counts(uint64_t sums[MEM_COUNTERS], const uint64_t counts[MEM_COUNTERS]) {
    for (int i = 0; i < MEM_COUNTERS; i++) sums[i] += __atomic_load_n(&counts[i], __ATOMIC_RELAXED);
}

/* With the lock held. False: not counted. What has not started need not start for this. */
static bool measure(MemState *s, MemStats *stats) {
    uint64_t sums[MEM_COUNTERS] = {0};
    unsigned id = s->face->id;
    bool platform = s->strategy == &memi_platform;
    if (s->ended || !s->started) return false;
    if (platform && !s->checked && !memi_settings.config.statistics) return false;
    add_counts(sums, s->face->counts);
    for (ThreadCounts *t = all; t && id < MEM_COUNTED_IDS; t = t->next) add_counts(sums, t->of[id]);
    *stats = (MemStats){.allocations = sums[MEM_ALLOCATIONS],
                        .releases = sums[MEM_RELEASES],
                        .allocated_bytes = sums[MEM_ALLOCATED_BYTES],
                        .released_bytes = sums[MEM_RELEASED_BYTES],
                        .unsized_releases = sums[MEM_UNSIZED],
                        .reserved_bytes = platform ? 0 : __atomic_load_n(&s->reserved, __ATOMIC_RELAXED)};
    if (memi_served_by(s)->measure) memi_served_by(s)->measure(s, stats);
    if (stats->allocations > stats->releases) stats->live_blocks = stats->allocations - stats->releases;
    stats->live_bytes = stats->allocated_bytes - stats->released_bytes;
    stats->peak_bytes = s->peak;
    return true;
}

int mem_get_stats(Allocator *allocator, MemStats *stats) {
    MemStats one;
    uint64_t *total = (uint64_t *)stats, *part = (uint64_t *)&one;
    bool any = false;
    *stats = (MemStats){0};
    memi_enter();
    if (allocator) memi_start(memi_state(allocator));
    for (MemState *s = memi_states; s; s = s->next) {
        if ((allocator && s->face != allocator) || !measure(s, &one)) continue;
        any = true;
        for (size_t i = 0; i < sizeof one / sizeof *part; i++) total[i] += part[i];
    }
    memi_leave();
    return any ? 0 : memi_refuse(ENOTSUP);
}

size_t mem_format_stats(char *buffer, size_t size) {
    static const char head[] = "%-16s %12s %12s %14s %14s\n", line[] = "%-16s %12ju %12ju %14ju %14ju\n";
    size_t length =
        (size_t)snprintf(buffer, size, head, "allocator", "allocations", "live", "live bytes", "peak bytes");
    memi_enter();
    for (MemState *s = memi_states; s; s = s->next) {
        MemStats one;
        size_t room = size > length ? size - length : 0;
        if (!measure(s, &one) || !one.allocations) continue;
        length += (size_t)snprintf(room ? buffer + length : NULL, room, line, s->name, one.allocations,
                                   one.live_blocks, one.live_bytes, one.peak_bytes);
    }
    memi_leave();
    return length;
}
