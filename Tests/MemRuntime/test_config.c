/* test_config.c - a configuration of its own: arenas and pools as subsystems, allocation before main
 * and in an exit handler, allocators_init first. Compiled with config_strategies/mem/mem_config.h. */
#include "harness.h"
#include "mem/mem_short.h"

static char *early;
__attribute__((constructor)) static void before_main(void) {
    if (getenv("MEM_TEST_EARLY")) early = MEM_ALLOC(SYSTEM(LEXER), 40);
}

static void at_exit(void) {
    char *late = MEM_ALLOC(SYSTEM(NODES), 20);
    MEM_FREE(SYSTEM(NODES), late, 20);
    if (early) MEM_FREE(SYSTEM(LEXER), early, 40);
}

int main(void) {
    AllocatorConfig config = {.arena_block_size = 1 << 20, .pool_slot_size = 96};
    static char long_path[5000];
    memset(long_path, 'x', sizeof long_path - 1);
    config.trace_log = long_path; /* too long: no log */
    config.quarantine_bytes = 4096;
    MemStats stats;
    atexit(at_exit);
    CHECK(allocators_init(&config) == 0);
    char *node = MEM_ALLOC(SYSTEM(NODES), 90), *token = MEM_ALLOC(SYSTEM(TOKENS), 20);
    CHECK(mem_get_stats(SYSTEM(NODES), &stats) == 0 && stats.live_blocks == 1);
    CHECK(stats.live_bytes == (is_tracing() ? 90 : 96));
    CHECK(mem_get_stats(SYSTEM(TOKENS), &stats) == 0 && (is_tracing() || stats.reserved_bytes == 1 << 20));
    MEM_FREE(SYSTEM(NODES), node, 90);
    MEM_FREE(SYSTEM(TOKENS), token, 20);
    for (int i = 0; i < 5; i++)
        MEM_SCOPE(SYSTEM(TYPES)) memset(MEM_ALLOC(SYSTEM(TYPES), 1000), 1, 1000);
    CHECK(mem_reset(SYSTEM(TYPES)) == 0 && mem_reset(SYSTEM(NODES)) == 0);
    CHECK(mem_reset(SYSTEM(LEXER)) == -1);
    LEX_FREE(LEX_ALLOC(3), 3);
    SHARED_FREE(SHARED_ALLOC(30), 30);
    CHECK(mem_set_limit(SYSTEM(GENERAL), 100000) == 0);
    CHECK(MEM_ALLOC(NULL, 200000) == NULL && errno == ENOMEM);
    int result = finish();
    /* Arena memory of a subsystem stays until the end. */
    return result;
}
