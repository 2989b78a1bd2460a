/* test_threads.c - four threads on one platform allocator, a locked pool, a locked arena and arenas
 * of their own. No data race under ThreadSanitizer, and exact totals. */
#include <pthread.h>

#include "harness.h"

enum { THREADS = 4, ROUNDS = 3000 };

static Allocator *pool, *arena;

/* Blocks pass from one thread to the next one. */
static void *hand_over[THREADS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *exchange(int place, void *p) {
    pthread_mutex_lock(&lock);
    void *before = hand_over[place];
    hand_over[place] = p;
    pthread_mutex_unlock(&lock);
    return before;
}

static void *work(void *argument) {
    int self = (int)(intptr_t)argument;
    Allocator *own = mem_create_arena_allocator("own", 0, 0);
    for (int i = 0; i < ROUNDS; i++) {
        size_t n = 24;
        char *p = MEM_ALLOC(SYSTEM(VM), n), *slot = MEM_ALLOC(pool, 32), *text = MEM_STRDUP(arena, "abc");
        memset(p, self, n);
        memset(slot, self, 32);
        p = MEM_REALLOC(SYSTEM(VM), p, n, 24);
        MEM_FREE(SYSTEM(VM), exchange((self + 1) % THREADS, p), 24);
        MEM_SCOPE(own) memset(MEM_ALLOC(own, 100), 1, 100);
        MEM_FREE(pool, slot, 32);
        MEM_FREE_STR(arena, text);
    }
    mem_destroy(own);
    return NULL;
}

static void run(void) {
    pthread_t threads[THREADS];
    for (intptr_t i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, work, (void *)i);
    MemStats stats;
    char text[1000];
    for (int i = 0; i < 20; i++) {
        mem_get_stats(SYSTEM(VM), &stats);
        if (!is_tracing()) mem_get_stats(pool, &stats);
        mem_check_all();
    }
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    CHECK(mem_format_stats(text, sizeof text) > 0);
}

/* More blocks than 24 bits could count. */
static void check_many(void) {
    enum { MANY = (1 << 24) + 1000 };
    MemStats stats;
    Allocator *a = mem_create_platform_allocator("many");
    if (is_tracing() || !is_set("MEM_STATS")) return;
    void *p = MEM_ALLOC(a, 65535);
    MEM_FREE(a, p, 65535);
    for (int i = 0; i < MANY; i++) {
        p = MEM_ALLOC(a, 24);
        MEM_FREE(a, p, 24);
    }
    CHECK(mem_get_stats(a, &stats) == 0 && stats.allocations == MANY + 1);
    CHECK(stats.releases == MANY + 1 && stats.live_bytes == 0);
    CHECK(stats.allocated_bytes == (uint64_t)MANY * 24 + 65535);
}

int main(void) {
    MemStats stats;
    check_many();
    pool = mem_create_pool_allocator("pool", 32, 1);
    arena = mem_create_arena_allocator("arena", 0, 1);
    for (int i = 0; i < 3; i++) run(); /* later threads continue the counts of earlier ones */
    uint64_t total = 3 * THREADS * ROUNDS;
    CHECK(mem_get_stats(pool, &stats) == 0);
    CHECK(stats.allocations == total && stats.releases == total && stats.live_bytes == 0);
    CHECK(mem_get_stats(arena, &stats) == 0 && stats.allocations == total);
    if (mem_get_stats(SYSTEM(VM), &stats) == 0) {
        CHECK(stats.allocations == 2 * total && stats.releases == 2 * total - THREADS);
        CHECK(stats.live_blocks == THREADS && stats.live_bytes == THREADS * 24);
        CHECK(stats.allocated_bytes == 2 * total * 24);
    } else {
        CHECK(!is_tracing() && !is_set("MEM_STATS"));
    }
    for (int i = 0; i < THREADS; i++) MEM_FREE(SYSTEM(VM), hand_over[i], 24);
    mem_destroy(arena);
    mem_destroy(pool);
    CHECK(allocators_shutdown() == 0);
    return finish();
}
