/* test_wrapper.c - mem_create_trace_allocator around each strategy while checking is off for the
 * rest of the program. */
#include "harness.h"

static void test_faults(Allocator *a, const char *name) {
    char *p = MEM_ALLOC(a, 40);
    MEM_FREE(a, p, 41);
    CHECK(caught_count == 1 && !strcmp(caught_true[0], name));
    CHECK(only(MEM_FOUND_WRONG_SIZE));
    p = opaque(MEM_ALLOC(a, 40));
    p[40] ^= 1;
    MEM_FREE(a, p, 40);
    CHECK(only(MEM_FOUND_OVERRUN));
    MEM_FREE(a, p, 40);
    CHECK(only(MEM_FOUND_DOUBLE_FREE));
    p = MEM_REALLOC(a, MEM_ALLOC(a, 5), 5, 500);
    MEM_FREE(a, p, 500);
    CHECK(caught_count == 0);
}

static int count_block(const MemBlock *block, void *context) {
    *(size_t *)context += block->size;
    return 0;
}

/* A handler may allocate and release: no lock of the library is held. */
static void allocate_in_handler(const MemFinding *finding, void *context) {
    char *p = MEM_ALLOC(context, 20);
    MEM_FREE(context, p, 20);
    catch_finding(finding, NULL);
}

int main(void) {
    Allocator *inner[] = {mem_create_platform_allocator("inner"),
                          mem_create_arena_allocator("inner", 0, 0),
                          mem_create_pool_allocator("inner", 40, 1)};
    mem_set_handler(catch_finding, NULL);
    for (int i = 0; i < 3; i++) {
        char name[32];
        MemStats stats;
        size_t bytes = 0;
        snprintf(name, sizeof name, "trace %d", i);
        Allocator *a = mem_create_trace_allocator(inner[i], name);
        CHECK(a != NULL);
        CHECK(mem_create_trace_allocator(inner[i], "twice") == NULL && errno == EBUSY);
        mem_set_handler(allocate_in_handler, a);
        test_faults(a, name);
        mem_set_handler(catch_finding, NULL);
        MemMark mark = mem_mark(a);
        MEM_ALLOC(a, 10);
        CHECK(mem_visit(a, count_block, &bytes) == 0 && bytes == 10);
        CHECK(mem_get_stats(a, &stats) == 0 && stats.live_bytes == 10 && stats.live_blocks == 1);
        CHECK(mem_get_stats(NULL, &stats) == 0 && stats.live_blocks == 1); /* not twice */
        CHECK(mem_get_stats(inner[i], &stats) == -1 && errno == ENOTSUP);
        if (i == 1) {
            CHECK(mem_rewind(a, mark) == 0);
            CHECK(mem_get_stats(a, &stats) == 0 && stats.live_blocks == 0);
        } else {
            CHECK(mem_rewind(a, mark) == -1 && errno == ENOTSUP);
        }
        CHECK(mem_reset(a) == (i ? 0 : -1));
        CHECK(caught_count == 0);
        CHECK(mem_destroy(a) == 0);
        CHECK(i ? caught_count == 0 : only(MEM_FOUND_DESTROYED_LIVE));
        CHECK(mem_destroy(inner[i]) == 0 && caught_count == 0);
    }
    char *unchecked = MEM_ALLOC(SYSTEM(VM), 3);
    CHECK(allocators_shutdown() == 3 * 3 + 1);
    MEM_FREE(SYSTEM(VM), unchecked, 4);
    return finish();
}
