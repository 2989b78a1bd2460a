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

/* The named configurations, where the environment says nothing; for DEBUG, one finding. */
static int named(const char *name) {
    const AllocatorConfig performance = MEM_CONFIG_PERFORMANCE, production = MEM_CONFIG_PRODUCTION;
    const AllocatorConfig debug = MEM_CONFIG_DEBUG;
    int is_debug = strcmp(name, "debug") == 0, is_production = strcmp(name, "production") == 0;
    MemStats stats;
    CHECK(allocators_init(is_debug ? &debug : is_production ? &production : &performance) == 0);
    char *block = MEM_ALLOC(SYSTEM(LEXER), 10);
    if (is_debug || is_production)
        CHECK(mem_get_stats(SYSTEM(LEXER), &stats) == 0 && stats.live_blocks == 1);
    else
        CHECK(mem_get_stats(SYSTEM(LEXER), &stats) == -1 && errno == ENOTSUP);
    MEM_FREE(SYSTEM(LEXER), block, is_debug ? 11 : 10);
    CHECK(allocators_shutdown() == is_debug);
    return finish();
}

int main(int argc, char **argv) {
    AllocatorConfig config = {.arena_block_size = 1 << 20, .pool_slot_size = 96};
    if (argc > 1) return named(argv[1]);
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
