/* test_fuzz.c - random operations against a model that remembers size, contents and allocator of
 * every live block. Arguments: operations, seed. Run with and without checking; under checking there
 * must be no finding. Prints operations a strategy. */
#include "harness.h"

enum { BLOCKS = 512, SAMPLE = 64 };

typedef struct Model {
    unsigned char *p;
    size_t size;
    unsigned char fill;
    int string;
} Model;

static uint64_t state;
static uint32_t random_number(void) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33);
}
static uint32_t below(uint32_t n) { return random_number() % n; }

static size_t random_size(void) {
    uint32_t kind = below(100);
    if (kind < 2) return 0;
    if (kind < 80) return below(260);
    if (kind < 98) return below(4000);
    return below(200000);
}

/* The first and last bytes carry the fill; a whole block would cost more than it finds. */
static void fill(Model *m) {
    size_t part = m->size < SAMPLE ? m->size : SAMPLE;
    m->fill = (unsigned char)(1 + below(255));
    memset(m->p, m->fill, part);
    memset(m->p + m->size - part, m->fill, part);
    m->string = 0;
}

static void verify(const Model *m, size_t size) {
    size_t part = size < SAMPLE ? size : SAMPLE;
    for (size_t i = 0; i < part; i++)
        if (m->p[i] != m->fill) {
            CHECK(!"contents kept");
            return;
        }
}

static void verify_all(const Model *m) {
    verify(m, m->size);
    if (m->size && m->p[m->size - 1] != m->fill) CHECK(!"last byte kept");
}

static void allocate(Allocator *a, Model *m) {
    size_t size = random_size();
    switch (below(6)) {
    case 0: m->p = MEM_ALLOC_ZERO(a, size); break;
    case 1: m->p = MEM_ALLOC_ALIGNED(a, (size_t)1 << below(11), size); break;
    case 2: m->p = MEM_CALLOC(a, size, 1); break;
    case 3: m->p = MEM_ALLOC_TAGGED(a, size, "fuzz"); break;
    case 4: {
        char text[64];
        size = 1 + below(60);
        memset(text, 'a' + (int)below(26), size);
        text[size] = 0;
        m->p = (unsigned char *)MEM_STRDUP(a, text);
        m->size = size + 1;
        m->string = 1;
        m->fill = (unsigned char)text[0];
        return;
    }
    default: m->p = MEM_ALLOC(a, size);
    }
    m->size = size;
    if ((uintptr_t)m->p % _Alignof(max_align_t)) CHECK(!"aligned");
    fill(m);
}

static void release(Allocator *a, Model *m) {
    if (m->string) {
        verify(m, m->size - 1);
        if (below(2)) MEM_FREE_STR(a, m->p);
        else MEM_FREE(a, m->p, m->size);
    } else {
        verify_all(m);
        if (below(3)) MEM_FREE(a, m->p, m->size);
        else MEM_FREE_UNSIZED(a, m->p);
    }
    m->p = NULL;
}

static void resize(Allocator *a, Model *m) {
    size_t size = random_size(), kept = m->string ? m->size - 1 : m->size;
    m->p = below(2) ? MEM_REALLOC(a, m->p, m->size, size) : MEM_REALLOC_UNSIZED(a, m->p, size);
    if (!size) {
        if (m->p) CHECK(!"realloc to 0 is NULL");
        return;
    }
    m->size = size;
    verify(m, kept < size ? kept : size);
    fill(m);
}

static void cross_border(Allocator *a, Model *m) {
    unsigned char *p = MEM_DISOWN(a, m->p, m->size);
    m->p = p;
    if (m->string) verify(m, m->size - 1);
    else verify_all(m);
    m->p = MEM_ADOPT(a, p, m->size);
}

/* Everything in the arena or pool goes at once. */
static void clear(Allocator *a, Model *blocks) {
    for (int i = 0; i < BLOCKS; i++)
        if (blocks[i].p) {
            if (!blocks[i].string) verify_all(&blocks[i]);
            blocks[i].p = NULL;
        }
    mem_reset(a);
}

/* What was allocated before the mark must not change. */
static void use_scope(Allocator *a) {
    MEM_SCOPE(a) {
        Model inner[8] = {{0}};
        for (int i = 0; i < 8; i++) allocate(a, &inner[i]);
        for (int i = 0; i < 8; i += 2) release(a, &inner[i]);
        if (below(4) == 0) break;
        for (int i = 1; i < 8; i += 2)
            if (!inner[i].string) verify_all(&inner[i]);
    }
}

static void check_count(Allocator *a, const Model *blocks, int arena) {
    MemStats stats;
    uint64_t live = 0, bytes = 0;
    for (int i = 0; i < BLOCKS; i++) {
        live += blocks[i].p != NULL;
        bytes += blocks[i].p ? blocks[i].size : 0;
    }
    if (mem_get_stats(a, &stats)) return;
    if (!arena || is_tracing()) CHECK(stats.live_blocks == live);
    if (is_tracing()) CHECK(stats.live_bytes == bytes);
    if (stats.peak_bytes) CHECK(stats.peak_bytes >= stats.live_bytes);
}

static void fuzz(const char *name, Allocator *a, long operations, int arena, int resets) {
    static Model blocks[BLOCKS];
    memset(blocks, 0, sizeof blocks);
    for (long i = 0; i < operations; i++) {
        Model *m = &blocks[below(BLOCKS)];
        if (!m->p) allocate(a, m);
        else if (below(4) == 0) resize(a, m);
        else if (below(20) == 0) cross_border(a, m);
        else release(a, m);
        if (arena && below(200) == 0) use_scope(a);
        if (resets && below(3000) == 0) clear(a, blocks);
        if (i % 50000 == 0) {
            check_count(a, blocks, arena);
            CHECK(mem_check_all() == 0);
        }
    }
    for (int i = 0; i < BLOCKS; i++)
        if (blocks[i].p) release(a, &blocks[i]);
    check_count(a, blocks, arena);
    printf("%-14s %ld operations\n", name, operations);
}

int main(int count, char **arguments) {
    long operations = count > 1 ? atol(arguments[1]) : 100000;
    state = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    Allocator *arena = mem_create_arena_allocator("arena", 0, 0);
    Allocator *pool = mem_create_pool_allocator("pool", 128, 0);
    Allocator *locked = mem_create_pool_allocator("locked pool", 256, 1);
    Allocator *slabs = mem_create_pool_allocator("many slabs", 4096, 0);
    fuzz("platform", SYSTEM(VM), operations, 0, 0);
    fuzz("arena", arena, operations, 1, 1);
    fuzz("pool", pool, operations, 0, 1);
    fuzz("locked pool", locked, operations / 10, 0, 1);
    fuzz("many slabs", slabs, operations / 10, 0, 1);
    mem_destroy(slabs);
    mem_destroy(arena);
    mem_destroy(pool);
    mem_destroy(locked);
    CHECK(allocators_shutdown() == 0);
    return finish();
}
