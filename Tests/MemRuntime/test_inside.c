/* test_inside.c - what only a failing libc can show: every call of malloc, calloc, posix_memalign and
 * aligned_alloc by the library fails in turn, in checking mode and without. Includes nothing of the
 * library's inside: it takes libc's functions by defining them itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static long countdown; /* the call that fails; 0: none */

static int fails(void) { return countdown > 0 && --countdown == 0; }

void *malloc(size_t n) { return fails() ? (errno = ENOMEM, (void *)NULL) : __libc_malloc(n); }
void *calloc(size_t n, size_t m) { return fails() ? (errno = ENOMEM, (void *)NULL) : __libc_calloc(n, m); }
void *realloc(void *p, size_t n) { return fails() ? (errno = ENOMEM, (void *)NULL) : __libc_realloc(p, n); }
void *aligned_alloc(size_t a, size_t n) { return fails() ? (errno = ENOMEM, (void *)NULL) : __libc_memalign(a, n); }
int posix_memalign(void **p, size_t a, size_t n) {
    if (fails()) return ENOMEM;
    return (*p = __libc_memalign(a, n)) ? 0 : ENOMEM;
}

static void use(Allocator *a) {
    char *blocks[300];
    size_t sizes[300];
    for (int i = 0; i < 300; i++) {
        sizes[i] = i % 50 == 49 ? 5000 : 40;
        blocks[i] = i % 7 ? MEM_ALLOC(a, sizes[i]) : MEM_ALLOC_ALIGNED(a, 64, sizes[i]);
        if (blocks[i]) memset(blocks[i], i, sizes[i]);
    }
    for (int i = 0; i < 300; i++) {
        char *p = blocks[i] ? MEM_REALLOC(a, blocks[i], sizes[i], 90) : NULL;
        if (p) blocks[i] = p, sizes[i] = 90;
        if (blocks[i]) {
            if (blocks[i][39] != (char)i) CHECK(!"kept");
            char *q = MEM_DISOWN(a, blocks[i], sizes[i]), *r = q ? MEM_ADOPT(a, q, sizes[i]) : blocks[i];
            if (q && !r) free(q);
            blocks[i] = r;
        }
        if (blocks[i]) MEM_FREE(a, blocks[i], sizes[i]);
    }
}

static void workload(void) {
    MemStats stats;
    Allocator *arena = mem_create_arena_allocator("arena", 1024, 0);
    Allocator *child = arena ? mem_create_child_arena(arena, "child") : NULL;
    Allocator *pool = mem_create_pool_allocator("pool", 48, 1);
    Allocator *platform = mem_create_platform_allocator("platform"), *wrapper = NULL;
    if (platform && !is_tracing()) wrapper = mem_create_trace_allocator(platform, "wrapper");
    Allocator *all[] = {SYSTEM(VM), SYSTEM(AST), arena, child, pool, wrapper ? wrapper : platform};
    mem_set_limit(SYSTEM(AST), 1 << 30);
    for (int i = 0; i < 6; i++)
        if (all[i]) use(all[i]);
    if (pool) MEM_ALLOC(pool, 4000);
    mem_get_stats(SYSTEM(VM), &stats);
    if (pool) mem_reset(pool);
    if (wrapper) mem_destroy(wrapper);
    if (platform) mem_destroy(platform);
    if (pool) mem_destroy(pool);
    if (arena) mem_destroy(arena);
    CHECK(stats.live_blocks == 0);
}

/* In a child: each starts afresh, from the first use of the library on. */
static int survives(long nth) {
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        countdown = nth;
        workload();
        long left = countdown;
        countdown = 0;
        CHECK(allocators_shutdown() == 0);
        fflush(stdout);
        exit(failed ? 1 : left ? 2 : 0);
    }
    waitpid(pid, &status, 0);
    if (!WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

/* All keys of threads are taken: counts are exact without, and nobody's value is overwritten. */
static void test_without_keys(void) {
    static char mine;
    pthread_key_t key, other;
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        MemStats stats;
        setenv("MEM_TRACE", "0", 1);
        setenv("MEM_STATS", "1", 1);
        CHECK(pthread_key_create(&key, NULL) == 0 && pthread_setspecific(key, &mine) == 0);
        while (pthread_key_create(&other, NULL) == 0) {}
        for (int i = 0; i < 3; i++) MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 10), 10);
        CHECK(mem_get_stats(SYSTEM(VM), &stats) == 0 && stats.allocations == 3 && stats.live_bytes == 0);
        CHECK(pthread_getspecific(key) == &mine);
        exit(failed);
    }
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
}

int main(void) {
    test_without_keys();
    for (int mode = 0; mode < 3; mode++) {
        setenv("MEM_TRACE", mode == 2 ? "1" : "0", 1);
        setenv("MEM_STATS", mode == 1 ? "1" : "0", 1);
        int result = 0;
        for (long nth = 1; result == 0; nth += nth < 60 ? 1 : 13) {
            result = survives(nth);
            CHECK(result == 0 || result == 2);
        }
    }
    return finish();
}
