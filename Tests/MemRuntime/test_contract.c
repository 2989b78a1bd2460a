/* test_contract.c - what mem.h promises for right input, on every strategy. Run with and without
 * checking: the answers are the same. */
#include "harness.h"
#include "mem/mem_short.h"

typedef struct Pair {
    long a, b;
} Pair;

static int aligned_to(const void *p, size_t alignment) { return (uintptr_t)p % alignment == 0; }

static void test_sizes(Allocator *a) {
    for (size_t n = 0; n < 600; n += 7) {
        char *p = MEM_ALLOC(a, n), *zero = MEM_ALLOC_ZERO(a, n);
        CHECK(p && zero && p != zero && aligned_to(p, _Alignof(max_align_t)));
        memset(p, 0x5A, n);
        for (size_t i = 0; i < n; i++)
            if (zero[i]) CHECK(!"zeroed");
        MEM_FREE(a, p, n);
        MEM_FREE_UNSIZED(a, zero);
    }
    char *empty = MEM_ALLOC(a, 0), *other = MEM_ALLOC(a, 0);
    CHECK(empty && other && empty != other);
    MEM_FREE(a, empty, 0);
    MEM_FREE(a, other, 0);
}

static void test_alignment(Allocator *a) {
    for (size_t alignment = 1; alignment <= 16384; alignment *= 2) {
        char *p = MEM_ALLOC_ALIGNED(a, alignment, 100);
        CHECK(p && aligned_to(p, alignment));
        memset(p, 1, 100);
        MEM_FREE(a, p, 100);
    }
    CHECK(MEM_ALLOC_ALIGNED(a, 48, 8) == NULL && errno == EINVAL);
    CHECK(MEM_ALLOC_ALIGNED(a, SIZE_MAX / 2 + 1, 8) == NULL);
}

static void test_typed(Allocator *a) {
    Pair *one = MEM_NEW(a, Pair), *many = MEM_NEW_ARRAY(a, Pair, 5);
    int *counts = MEM_CALLOC(a, 4, sizeof(int));
    one->a = one->b = many[4].b = 1;
    CHECK(counts[0] + counts[1] + counts[2] + counts[3] == 0);
    MEM_FREE(a, one, sizeof *one);
    MEM_FREE(a, many, 5 * sizeof(Pair));
    MEM_FREE(a, counts, 16);
    one = MEM_NEW_TAGGED(a, Pair, "pair");
    many = MEM_NEW_ARRAY_TAGGED(a, Pair, 2, "pairs");
    counts = MEM_CALLOC_TAGGED(a, 2, sizeof(int), "counts");
    char *bytes = MEM_ALLOC_TAGGED(a, 3, "bytes"), *zero = MEM_ALLOC_ZERO_TAGGED(a, 3, "zero");
    CHECK(one && many && counts && bytes && zero && !counts[1] && !zero[2]);
    MEM_FREE(a, one, sizeof *one);
    MEM_FREE(a, many, 2 * sizeof(Pair));
    MEM_FREE(a, counts, 8);
    MEM_FREE(a, bytes, 3);
    MEM_FREE(a, zero, 3);
}

static void test_copies(Allocator *a) {
    char *s = MEM_STRDUP(a, "subsystem"), *part = MEM_STRNDUP(a, "subsystem", 3);
    char *whole = MEM_STRNDUP(a, "sub", 30), *bytes = MEM_DUP(a, "a\0b", 4);
    void *nothing = MEM_DUP(a, NULL, 0);
    CHECK(!strcmp(s, "subsystem") && !strcmp(part, "sub") && !strcmp(whole, "sub"));
    CHECK(!memcmp(bytes, "a\0b", 4) && nothing);
    MEM_FREE_STR(a, s);
    MEM_FREE_STR(a, part);
    MEM_FREE(a, whole, 4);
    MEM_FREE(a, bytes, 4);
    MEM_FREE(a, nothing, 0);
}

static void test_resize(Allocator *a) {
    unsigned char *p = MEM_REALLOC(a, NULL, 0, 10);
    for (unsigned char i = 0; i < 10; i++) p[i] = i;
    size_t sizes[] = {20, 2000, 70000, 50, 10}, size = 10;
    for (int i = 0; i < 5; i++) {
        unsigned char *blocker = MEM_ALLOC(a, 30);
        p = MEM_REALLOC(a, p, size, sizes[i]);
        size = sizes[i];
        CHECK(p && p[0] == 0 && p[9] == 9);
        memset(p + 10, 7, size - 10);
        MEM_FREE(a, blocker, 30);
    }
    p = MEM_REALLOC_UNSIZED(a, p, 40);
    CHECK(p[9] == 9);
    p = MEM_REALLOC_ARRAY(a, p, 40, 10, 8);
    p = MEM_REALLOC_ARRAY_UNSIZED(a, p, 10, 9);
    CHECK(p[9] == 9);
    CHECK(MEM_REALLOC(a, p, 90, 0) == NULL);
    p = MEM_REALLOC_UNSIZED(a, NULL, 5);
    CHECK(p && MEM_REALLOC_UNSIZED(a, p, 0) == NULL);
}

static void test_strategy(Allocator *a) {
    test_sizes(a);
    test_alignment(a);
    test_typed(a);
    test_copies(a);
    test_resize(a);
}

static int evaluations;
static Allocator *counted_allocator(Allocator *a) {
    evaluations++;
    return a;
}
static size_t counted_size(size_t n) {
    evaluations++;
    return n;
}
static void *counted_pointer(void *p) {
    evaluations++;
    return p;
}

#define ONCE(count, expression)      \
    do {                             \
        evaluations = 0;             \
        expression;                  \
        CHECK(evaluations == count); \
    } while (0)

static void test_evaluation(Allocator *heap) {
    void *p = NULL;
    char *s = NULL;
#define A counted_allocator(heap)
    ONCE(2, p = MEM_ALLOC(A, counted_size(8)));
    ONCE(3, p = MEM_REALLOC(A, p, counted_size(8), counted_size(16)));
    ONCE(4, p = MEM_REALLOC_ARRAY(A, counted_pointer(p), 16, counted_size(4), counted_size(8)));
    ONCE(3, MEM_FREE(A, counted_pointer(p), counted_size(32)));
    ONCE(2, MEM_FREE(A, counted_pointer(NULL), counted_size(32)));
    ONCE(2, MEM_FREE_UNSIZED(A, counted_pointer(NULL)));
    ONCE(3, p = MEM_CALLOC(A, counted_size(2), counted_size(8)));
    ONCE(2, MEM_FREE_UNSIZED(A, counted_pointer(p)));
    ONCE(2, s = MEM_STRDUP(A, (char *)counted_pointer((void *)(uintptr_t) "x")));
    ONCE(2, MEM_FREE_STR(A, (char *)counted_pointer(s)));
    struct Counted {
        size_t n;
    } *null = NULL;
    MEM_FREE(heap, null, null->n * 4);
    p = MEM_REALLOC(heap, null, null->n, 8);
    /* As an expression, where free was one. */
    evaluations ? MEM_FREE(heap, p, 8) : (void)0;
    CHECK(p != NULL);
#undef A
}

static int seen_blocks;
static size_t seen_bytes;
static int see(const MemBlock *block, void *context) {
    seen_blocks++;
    seen_bytes += block->size;
    return context == block->pointer ? 42 : 0;
}

static void test_pool(void) {
    Allocator *pool = mem_create_pool_allocator("cells", 20, 0);
    char *cells[5000];
    MemStats stats;
    for (int i = 0; i < 5000; i++) {
        cells[i] = MEM_ALLOC(pool, 20);
        CHECK(aligned_to(cells[i], _Alignof(max_align_t)));
        memset(cells[i], i, 20);
    }
    for (int i = 0; i < 5000; i += 2) MEM_FREE(pool, cells[i], 20);
    for (int i = 1; i < 5000; i += 2)
        if (cells[i][0] != (char)i || cells[i][19] != (char)i) CHECK(!"kept");
    char *big = MEM_ALLOC(pool, 100000), *second = MEM_ALLOC(pool, 300), *third = MEM_ALLOC(pool, 300);
    CHECK(mem_get_stats(pool, &stats) == 0 && stats.live_blocks == 2503);
    CHECK(stats.allocations == 5003 && stats.releases == 2500 && stats.reserved_bytes > 100000);
    CHECK(stats.live_bytes == stats.allocated_bytes - stats.released_bytes);
    CHECK(stats.peak_bytes >= 100000);
    seen_blocks = 0;
    seen_bytes = 0;
    CHECK(mem_visit(pool, see, NULL) == 0 && seen_blocks == 2503 && seen_bytes >= stats.live_bytes);
    CHECK(mem_visit(pool, see, cells[1]) == 42);
    CHECK(mem_visit(pool, see, second) == 42);
    MEM_FREE(pool, second, 300);
    MEM_FREE(pool, big, 100000);
    MEM_FREE(pool, third, 300);
    CHECK(mem_reset(pool) == 0);
    CHECK(mem_get_stats(pool, &stats) == 0 && stats.live_blocks == 0 && stats.live_bytes == 0);
    char *again = MEM_ALLOC(pool, 20);
    big = MEM_ALLOC(pool, 5000);
    CHECK(again && big);
    mem_reset(pool);
    CHECK(mem_destroy(pool) == 0);
    pool = mem_create_pool_allocator("first", 0, 1);
    again = MEM_ALLOC(pool, 24);
    big = MEM_ALLOC_ALIGNED(pool, 65536, 8);
    CHECK(again != NULL && big != NULL && (uintptr_t)big % 65536 == 0);
    MEM_FREE(pool, big, 8);
    MEM_FREE(pool, again, 24);
    CHECK(mem_destroy(pool) == 0);
    enum { MANY = 6000 }; /* in 400 slabs, some of which are not where the table has them first */
    static char *many[MANY];
    pool = mem_create_pool_allocator("many slabs", 4096, 0);
    for (int i = 0; i < MANY; i++) many[i] = MEM_ALLOC(pool, 4000);
    mem_get_stats(pool, &stats);
    uint64_t reserved = stats.reserved_bytes;
    for (int i = 0; i < MANY; i++) MEM_FREE(pool, many[i], 4000);
    CHECK(mem_get_stats(pool, &stats) == 0 && stats.live_blocks == 0 && stats.live_bytes == 0);
    for (int i = 0; i < MANY && !is_tracing(); i++) CHECK(MEM_ALLOC(pool, 4000) == many[MANY - 1 - i]);
    CHECK(mem_get_stats(pool, &stats) == 0 && (is_tracing() || stats.reserved_bytes == reserved));
    CHECK(mem_destroy(pool) == 0);
    pool = mem_create_pool_allocator("huge slots", 20000, 0);
    again = MEM_ALLOC(pool, 20000);
    MEM_FREE(pool, again, 20000);
    CHECK(mem_destroy(pool) == 0);
}

/* Slots that were free already are used beside a bigger block. */
static void test_pool_peak(void) {
    Allocator *pool = mem_create_pool_allocator("peak", 64, 0);
    void *slots[8], *big;
    MemStats stats;
    for (int i = 0; i < 8; i++) slots[i] = MEM_ALLOC(pool, 64);
    for (int i = 0; i < 8; i++) MEM_FREE(pool, slots[i], 64);
    big = MEM_ALLOC(pool, 1000);
    for (int i = 0; i < 8; i++) slots[i] = MEM_ALLOC(pool, 64);
    mem_get_stats(pool, &stats);
    CHECK(stats.live_bytes == 1000 + 8 * 64 && stats.peak_bytes == stats.live_bytes);
    MEM_FREE(pool, slots[0], 64);
    MEM_FREE(pool, big, 1000);
    big = MEM_ALLOC(pool, 1000);
    slots[0] = MEM_ALLOC(pool, 64);
    CHECK(mem_reset(pool) == 0 && mem_get_stats(pool, &stats) == 0 && stats.peak_bytes == 1000 + 8 * 64);
    CHECK(mem_destroy(pool) == 0);
}

static void test_marks(void) {
    Allocator *arena = mem_create_arena_allocator("marks", 1024, 0);
    MemStats before, after;
    MemMark empty = mem_mark(arena);
    char *first = MEM_ALLOC(arena, 100);
    memset(first, 1, 100);
    MemMark mark = mem_mark(arena);
    mem_get_stats(arena, &before);
    for (int i = 0; i < 100; i++) memset(MEM_ALLOC(arena, 500), 2, 500);
    mem_get_stats(arena, &after);
    CHECK(after.live_blocks == 101 && after.live_bytes >= 50100 && after.reserved_bytes > 50000);
    CHECK(mem_rewind(arena, mark) == 0);
    mem_get_stats(arena, &after);
    CHECK(after.live_bytes == before.live_bytes && after.live_blocks == 1 && first[99] == 1);
    CHECK(after.reserved_bytes == before.reserved_bytes && after.peak_bytes >= 50100);
    CHECK(after.allocated_bytes - after.released_bytes == after.live_bytes);
    for (int i = 0; i < 3; i++) MEM_SCOPE(arena) MEM_ALLOC(arena, 3000);
    MEM_SCOPE(arena) {
        MEM_ALLOC(arena, 30);
        break;
    }
    mem_get_stats(arena, &after);
    CHECK(after.live_bytes == before.live_bytes && after.live_blocks == 1);
    MEM_ALLOC(arena, 5000);
    CHECK(mem_rewind(arena, empty) == 0);
    mem_get_stats(arena, &after);
    CHECK(after.live_bytes == 0 && after.live_blocks == 0);
    CHECK(mem_rewind(arena, mark) == -1 && errno == EINVAL); /* beyond the end */
    CHECK(mem_reset(arena) == 0 && mem_rewind(arena, empty) == -1 && errno == EINVAL);
    mark = mem_mark(arena);
    MEM_ALLOC(arena, 5 << 20); /* too big to be kept */
    CHECK(mem_reset(arena) == 0);
    mem_get_stats(arena, &after);
    CHECK(after.reserved_bytes < 5 << 20);
    Allocator *other = mem_create_arena_allocator("other", 0, 1);
    MEM_ALLOC(other, 5 << 20); /* and there is no other block */
    CHECK(mem_reset(other) == 0);
    mem_get_stats(other, &after);
    CHECK(after.reserved_bytes == 0);
    CHECK(mem_rewind(other, mark) == -1 && errno == EINVAL);
    Allocator *third = mem_create_arena_allocator("third", 0, 0);
    char *kept = MEM_ALLOC(other, 16);
    errno = 0; /* even a mark that has no block to be known by */
    CHECK(mem_rewind(other, mem_mark(third)) == -1 && errno == EINVAL && kept);
    CHECK(mem_destroy(third) == 0);
    mark = mem_mark(other);
    MEM_ALLOC(other, 10);
    MemMark inner = mem_mark(other);
    MEM_ALLOC(other, 100000);
    MemMark innermost = mem_mark(other);
    CHECK(mem_rewind(other, inner) == 0);
    CHECK(mem_rewind(other, innermost) == -1 && errno == EINVAL); /* its block is gone */
    CHECK(mem_rewind(other, mark) == 0);
    CHECK(mem_destroy(other) == 0 && mem_destroy(arena) == 0);
}

static void test_children(void) {
    Allocator *parent = mem_create_arena_allocator("parent", 0, 0);
    Allocator *kept = mem_create_child_arena(parent, "kept");
    MemMark mark = mem_mark(parent);
    Allocator *gone = mem_create_child_arena(parent, "gone");
    Allocator *grandchild = mem_create_child_arena(gone, "grandchild");
    Allocator *early = mem_create_child_arena(parent, "early");
    memset(MEM_ALLOC(grandchild, 100000), 1, 100000);
    memset(MEM_ALLOC(gone, 100), 1, 100);
    char *p = MEM_ALLOC(kept, 100);
    memset(p, 3, 100);
    CHECK(mem_destroy(early) == 0);
    CHECK(mem_rewind(parent, mark) == 0); /* LeakSanitizer sees whether `gone` is freed */
    CHECK(p[99] == 3 && MEM_ALLOC(kept, 10));
    mem_create_child_arena(parent, "third");
    CHECK(mem_reset(parent) == 0);
    memset(MEM_ALLOC(mem_create_child_arena(parent, "fourth"), 10), 1, 10);
    CHECK(mem_destroy(parent) == 0);
    CHECK(mem_create_child_arena(SYSTEM(VM), "x") == NULL && errno == EINVAL);
    CHECK(mem_create_child_arena(NULL, "x") == NULL && errno == EINVAL);
}

/* Without checking, an arena reuses the last block and resizes it in place. */
static void test_arena_end(void) {
    Allocator *arena = mem_create_arena_allocator("end", 0, 0);
    char *first = MEM_ALLOC(arena, 64), *last = MEM_ALLOC(arena, 64);
    MEM_FREE(arena, last, 64);
    char *again = MEM_ALLOC(arena, 64);
    CHECK(again == last || is_tracing());
    char *grown = MEM_REALLOC(arena, again, 64, 640);
    CHECK(grown == again || is_tracing());
    MEM_FREE(arena, first, 64);
    CHECK(MEM_ALLOC(arena, 64) != first);
    mem_destroy(arena);
}

static void test_borders(Allocator *a, int platform) {
    char *line = malloc(100);
    strcpy(line, "from libc");
    char *mine = MEM_ADOPT(a, line, 100);
    CHECK(!strcmp(mine, "from libc") && (mine == line) == platform);
    MEM_FREE(a, mine, 100);
    mine = MEM_STRDUP(a, "to libc");
    line = MEM_DISOWN(a, mine, 8);
    CHECK(!strcmp(line, "to libc") && (mine == line) == platform);
    free(line);
    CHECK(MEM_ADOPT(a, NULL, 5) == NULL && MEM_DISOWN(a, NULL, 5) == NULL);
    line = malloc(30);
    mine = MEM_ADOPT(a, line, MEM_UNKNOWN_SIZE);
    CHECK((mine == NULL) == !platform && (mine || errno == EINVAL));
    if (mine) line = MEM_REALLOC(a, mine, 30, 60), line = MEM_DISOWN(a, line, MEM_UNKNOWN_SIZE);
    free(line);
    if (platform) return;
    line = malloc(10);
    CHECK(MEM_ADOPT(a, line, SIZE_MAX - 1) == NULL && errno == ENOMEM);
    free(line);
    mine = MEM_ALLOC(a, 10);
    CHECK(MEM_DISOWN(a, mine, SIZE_MAX - 1) == NULL && errno == ENOMEM);
    CHECK(MEM_DISOWN(a, mine, (size_t)1 << 50) == NULL && errno == ENOMEM);
    MEM_FREE(a, mine, 10);
}

/* What may be the allocator's or libc's, released and resized the same way. */
static void test_adopted(Allocator *a, int platform) {
    MemStats before, after;
    char *own = MEM_STRDUP(a, "own"), *line = malloc(40), *path = malloc(40);
    strcpy(line, "from libc");
    strcpy(path, "/from/libc");
    mem_get_stats(a, &before);
    MEM_FREE_ADOPTED(a, own);
    MEM_FREE_ADOPTED(a, line); /* LeakSanitizer sees whether it is freed */
    MEM_FREE_ADOPTED(a, NULL);
    path = MEM_REALLOC_ADOPTED(a, path, 4000);
    CHECK(!strcmp(path, "/from/libc"));
    path = MEM_REALLOC_ARRAY_ADOPTED(a, path, 11, 1);
    CHECK(!strcmp(path, "/from/libc"));
    if (mem_get_stats(a, &after) == 0 && !platform) CHECK(after.live_blocks == before.live_blocks);
    if (is_tracing()) CHECK(after.live_blocks == before.live_blocks);
    MEM_FREE(a, path, 11);
    path = MEM_REALLOC_ADOPTED(a, NULL, 5);
    CHECK(path && MEM_REALLOC_ADOPTED(a, path, 0) == NULL);
    path = malloc(40);
    CHECK(MEM_REALLOC_ADOPTED(a, path, 0) == NULL);
    path = malloc(40);
    strcpy(path, "kept");
    CHECK(MEM_REALLOC_ADOPTED(a, path, PTRDIFF_MAX) == NULL && errno == ENOMEM);
    CHECK(MEM_REALLOC_ARRAY_ADOPTED(a, path, SIZE_MAX / 4, 8) == NULL && errno == ENOMEM);
    mem_fail_at(1);
    CHECK(MEM_REALLOC_ADOPTED(a, path, 100) == NULL && errno == ENOMEM && mem_fail_at(0) == 0);
    CHECK(!strcmp(path, "kept"));
    free(path);
}

static void test_adopted_short_forms(void) {
    char *p = malloc(10);
    p = STR_REALLOC_ADOPTED(p, 20);
    STR_FREE_ADOPTED(p);
    STR_FREE_ADOPTED((char *)malloc(5));
}

/* Memory that was never counted does not wrap the counts or the limit. */
static void test_adopted_bounds(void) {
    MemStats stats;
    Allocator *a = mem_create_platform_allocator("adopting");
    CHECK(mem_set_limit(a, 10000) == 0);
    for (int i = 0; i < 2; i++) MEM_FREE(a, MEM_REALLOC_ADOPTED(a, malloc(100), 200), 200);
    for (int i = 0; i < 20; i++) MEM_FREE_ADOPTED(a, malloc(1000));
    if (mem_get_stats(a, &stats) == 0) CHECK(stats.live_blocks == 0 && stats.releases >= 22);
    if (is_tracing()) { /* which withholds released memory, and counts it */
        CHECK(mem_destroy(a) == 0);
        return;
    }
    char *p = MEM_ALLOC(a, 5000);
    CHECK(p && !MEM_ALLOC(a, 6000) && errno == ENOMEM);
    MEM_FREE(a, p, 5000);
    CHECK(mem_destroy(a) == 0);
}

static void test_statistics(void) {
    Allocator *a = SYSTEM(SYMBOLS);
    MemStats before, after;
    if (mem_get_stats(a, &before)) {
        CHECK(errno == ENOTSUP && !is_tracing() && !is_set("MEM_STATS"));
        return;
    }
    void *p = MEM_ALLOC(a, 100), *q = MEM_ALLOC_ZERO(a, 50), *s = MEM_STRDUP(a, "1234567");
    p = MEM_REALLOC(a, p, 100, 200);
    mem_get_stats(a, &after);
    CHECK(after.live_blocks - before.live_blocks == 3 && after.live_bytes - before.live_bytes == 258);
    CHECK(after.allocations - before.allocations == 4 && after.releases - before.releases == 1);
    MEM_FREE_STR(a, s);
    MEM_FREE(a, p, 200);
    mem_get_stats(a, &after);
    CHECK(after.live_bytes - before.live_bytes == 50);
    MEM_FREE_UNSIZED(a, q);
    mem_get_stats(a, &after);
    CHECK(after.live_blocks == before.live_blocks);
    CHECK(after.unsized_releases == (uint64_t)!is_tracing());
    CHECK(after.live_bytes - before.live_bytes == (is_tracing() ? 0 : 50));
    char *r = malloc(10);
    r = MEM_ADOPT(a, r, 10);
    mem_get_stats(a, &after);
    CHECK(after.live_blocks - before.live_blocks == 1);
    free(MEM_DISOWN(a, r, 10));
    mem_get_stats(a, &after);
    CHECK(after.live_blocks == before.live_blocks);
    CHECK(mem_get_stats(NULL, &after) == 0 && after.allocations >= 5);
    char text[4096], small[64];
    size_t length = mem_format_stats(text, sizeof text);
    CHECK(length == strlen(text) && strstr(text, "SYMBOLS"));
    for (size_t size = 0; size < sizeof small; size++) {
        memset(small, 'x', sizeof small);
        CHECK(mem_format_stats(small, size) == length && small[size] == 'x');
        CHECK(!size || (strlen(small) == size - 1 && !strncmp(small, text, size - 1)));
    }
    for (size_t size = length - 50; size < length + 2; size++) {
        memset(text, 'x', sizeof text);
        CHECK(mem_format_stats(text, size) == length && text[size] == 'x');
    }
}

static void test_limit(Allocator *a, size_t limit, size_t block) {
    void *blocks[4096];
    int n = 0;
    CHECK(mem_set_limit(a, limit) == 0);
    while (n < 4096 && (blocks[n] = MEM_ALLOC(a, block))) n++;
    CHECK(n > 0 && n < 4096 && errno == ENOMEM);
    CHECK((size_t)n * block <= limit);
    CHECK(MEM_REALLOC(a, blocks[0], block, 2 * limit) == NULL && errno == ENOMEM);
    CHECK(mem_set_limit(a, 0) == 0);
    blocks[0] = MEM_REALLOC(a, blocks[0], block, 2 * limit);
    CHECK(blocks[0] != NULL);
    MEM_FREE(a, blocks[0], 2 * limit);
    while (n > 1) MEM_FREE(a, blocks[--n], block);
    if (mem_reset(a) == 0) {
        CHECK(mem_set_limit(a, limit) == 0 && MEM_ALLOC(a, block));
        mem_reset(a);
    }
    CHECK(mem_destroy(a) == 0);
}

/* Aligned and zeroed at once, as no macro asks; and platforms beyond the thread-local counts. */
static void test_many_platforms(void) {
    Allocator *many[70];
    for (int i = 0; i < 70; i++) {
        MemStats stats = {0};
        many[i] = mem_create_platform_allocator("one of many");
        if (i == 0) CHECK(mem_set_limit(many[i], 1 << 20) == 0);
        char *p = MEM_ALLOC(many[i], 10);
        char *q = memi_alloc_slow(many[i], 100, 4096, 1, NULL, "x:1\0n");
        CHECK(aligned_to(q, 4096) && !q[0] && !q[99]);
        q = MEM_REALLOC(many[i], q, 100, 200);
        p = MEM_ADOPT(many[i], MEM_DISOWN(many[i], p, 10), 10);
        if (mem_get_stats(many[i], &stats) == 0)
            CHECK(stats.live_bytes == 210 && stats.live_blocks == 2 && stats.allocations == 4);
        MEM_FREE(many[i], p, 10);
        MEM_FREE_UNSIZED(many[i], q);
        if (mem_get_stats(many[i], &stats) == 0) CHECK(stats.live_blocks == 0 && stats.releases == 4);
    }
    for (int i = 0; i < 70; i++) CHECK(mem_destroy(many[i]) == 0);
    Allocator *idle = mem_create_platform_allocator("idle");
    MemStats stats;
    CHECK(mem_format_stats(NULL, 0) > 0 && mem_get_stats(NULL, &stats) == 0);
    CHECK(mem_set_limit(idle, 8) == 0 && MEM_ALLOC(idle, 100) == NULL && errno == ENOMEM);
    char *raw = malloc(100);
    CHECK(MEM_ADOPT(idle, raw, 100) == NULL && errno == ENOMEM);
    free(raw);
    CHECK(mem_destroy(idle) == 0);
}

static void test_short_forms(void) {
    char *s = STR_DUP("short");
    Pair *p = AST_NEW(Pair);
    int *many = VM_NEW_ARRAY(int, 3);
    STR_FREE_STR(s);
    AST_FREE(p, sizeof *p);
    many = VM_REALLOC(many, 12, 24);
    VM_FREE(many, 24);
}

/* The functions that stand for libc's own: everything that libc's do. */
typedef struct Hooks {
    void *(*allocate)(size_t);
    void *(*allocate_zeroed)(size_t, size_t);
    void *(*resize)(void *, size_t);
    char *(*duplicate)(const char *);
    void (*release)(void *);
} Hooks;
static const Hooks hooks = {MEM_ALLOC_CALLBACK(MODULES), MEM_CALLOC_CALLBACK(MODULES),
                            MEM_REALLOC_CALLBACK(MODULES), MEM_STRDUP_CALLBACK(MODULES),
                            MEM_FREE_CALLBACK(MODULES)};

static void test_callbacks(void) {
    char *empty = hooks.allocate(0), *zeroed = hooks.allocate_zeroed(3, 4);
    CHECK(empty && zeroed && zeroed[0] == 0 && zeroed[11] == 0);
    hooks.release(hooks.resize(empty, 1));
    memcpy(zeroed, "kept", 5);
    zeroed = hooks.resize(zeroed, 4000);
    CHECK(zeroed && !strcmp(zeroed, "kept"));
    MODULES_FREE(zeroed, 4000);
    empty = hooks.resize(NULL, 0);
    CHECK(empty && !hooks.resize(empty, 0));
    MODULES_FREE(hooks.resize(NULL, 7), 7);
    MODULES_FREE_STR(hooks.duplicate("text"));
    hooks.release(MODULES_ALLOC(5));
    hooks.release(NULL);
    void *(*resize)(void *, size_t) = MEM_REALLOC_ADOPTED_CALLBACK(MODULES);
    void (*release)(void *) = MEM_FREE_ADOPTED_CALLBACK(MODULES);
    release(malloc(9));
    release(MODULES_ALLOC(5));
    release(NULL);
    char *grown = resize(strcpy(malloc(9), "libc's"), 4000);
    CHECK(grown && !strcmp(grown, "libc's"));
    MODULES_FREE(grown, 4000);
}

int main(void) {
    Allocator *arena = mem_create_arena_allocator("arena", 0, 0);
    Allocator *locked_arena = mem_create_arena_allocator("locked arena", 4096, 1);
    Allocator *pool = mem_create_pool_allocator("pool", 64, 0);
    Allocator *locked_pool = mem_create_pool_allocator("locked pool", 64, 1);
    Allocator *platform = mem_create_platform_allocator("platform");
    Allocator *all[] = {SYSTEM(VM), NULL, platform, arena, locked_arena, pool, locked_pool};
    for (int i = 0; i < 7; i++) {
        test_strategy(all[i]);
        test_evaluation(all[i]);
        test_borders(all[i], i < 3);
        test_adopted(all[i], i < 3);
    }
    CHECK(mem_create_trace_allocator(platform, "x") == NULL && errno == EBUSY);
    CHECK(mem_create_trace_allocator(pool, "x") == NULL && errno == EBUSY);
    CHECK(mem_create_trace_allocator(NULL, "x") == NULL && errno == EINVAL);
    CHECK(mem_create_platform_allocator(NULL) == NULL && errno == EINVAL);
    CHECK(mem_create_arena_allocator("x", SIZE_MAX, 0) == NULL && errno == ENOMEM);
    CHECK(mem_create_pool_allocator("x", SIZE_MAX, 0) == NULL && errno == ENOMEM);
    CHECK(mem_set_limit(platform, 1000) == -1 && errno == EBUSY);
    test_pool();
    test_pool_peak();
    test_marks();
    test_children();
    test_arena_end();
    test_statistics();
    test_limit(mem_create_platform_allocator("limited"), 100000, 1000);
    test_limit(mem_create_arena_allocator("limited arena", 4096, 0), 100000, 1000);
    test_limit(mem_create_pool_allocator("limited pool", 1000, 0), 400000, 1000);
    test_short_forms();
    test_callbacks();
    test_adopted_short_forms();
    test_adopted_bounds();
    test_many_platforms();
    CHECK(allocators_get((AllocatorSystem)1000) == SYSTEM(GENERAL));
    CHECK(!strcmp(mem_finding_name((MemFindingKind)99), "unknown"));
    for (int i = 2; i < 7; i++) {
        if (i > 2) mem_reset(all[i]);
        CHECK(mem_destroy(all[i]) == 0);
    }
    int findings = allocators_shutdown();
    CHECK(findings == 0);
    return finish();
}
