/* test_bad_input.c - the table of bad input in mem.h, in release and in checking mode. What is
 * undefined there is not done here; what checking reports in detail is in test_faults.c. */
#define _GNU_SOURCE
#include "harness.h"

/* In release: errno, no finding. In checking: this finding. */
#define REFUSED(kind, call)                            \
    do {                                               \
        forget();                                      \
        errno = 0;                                     \
        call;                                          \
        if (is_tracing()) CHECK(only(kind));           \
        else CHECK(caught_count == 0 && errno == EINVAL); \
    } while (0)
#define IGNORED(kind, call)                     \
    do {                                        \
        forget();                               \
        call;                                   \
        if (is_tracing()) CHECK(only(kind));    \
        else CHECK(caught_count == 0);          \
    } while (0)

static void test_null(Allocator *a) {
    void *null = NULL;
    MemStats before = {0}, after = {0};
    if (a) mem_get_stats(a, &before);
    MEM_FREE(a, null, 10);
    MEM_FREE_UNSIZED(a, null);
    MEM_FREE_STR(a, null);
    memi_free_slow(a, NULL, 3, MEM_FORM_SIZED, "x:1\0p");
    if (a) mem_get_stats(a, &after);
    CHECK(after.releases == before.releases);
    CHECK(MEM_STRDUP(a, NULL) == NULL && errno == EINVAL);
    errno = 0;
    CHECK(MEM_STRNDUP(a, NULL, 3) == NULL && errno == EINVAL);
    errno = 0;
    CHECK(MEM_DUP(a, NULL, 3) == NULL && errno == EINVAL);
}

static void test_too_much(Allocator *a) {
    char *p = MEM_ALLOC(a, 8);
    size_t half = SIZE_MAX / 2 + 2, most = SIZE_MAX, huge = (size_t)PTRDIFF_MAX + 1;
    strcpy(p, "kept");
#define NO_MEMORY(call) (errno = 0, (call) == NULL && errno == ENOMEM)
    CHECK(NO_MEMORY(MEM_CALLOC(a, half, 2)));
    CHECK(NO_MEMORY(MEM_NEW_ARRAY(a, long, half)));
    CHECK(NO_MEMORY(MEM_CALLOC_TAGGED(a, half, 2, "t")));
    CHECK(NO_MEMORY(MEM_NEW_ARRAY_TAGGED(a, long, half, "t")));
    CHECK(NO_MEMORY(MEM_REALLOC_ARRAY(a, p, 8, half, 2)));
    CHECK(NO_MEMORY(MEM_REALLOC_ARRAY_UNSIZED(a, p, half, 2)));
    CHECK(NO_MEMORY(MEM_REALLOC_ARRAY(a, NULL, 0, half, 2)));
    CHECK(NO_MEMORY(MEM_ALLOC(a, most)));
    CHECK(NO_MEMORY(MEM_ALLOC_ZERO(a, huge)));
    CHECK(NO_MEMORY(MEM_ALLOC_ALIGNED(a, 4096, huge - 64)));
    CHECK(NO_MEMORY(MEM_REALLOC(a, p, 8, huge)));
    CHECK(NO_MEMORY(MEM_REALLOC_UNSIZED(a, p, most - 3)));
    CHECK(!strcmp(p, "kept"));
    MEM_FREE(a, p, 8);
    CHECK(caught_count == 0);
}

static void test_too_much_by_callback(void) {
    void *(*resize)(void *, size_t) = MEM_REALLOC_CALLBACK(VM);
    char *p = MEM_ALLOC_CALLBACK(VM)(8);
    size_t half = SIZE_MAX / 2 + 2, most = SIZE_MAX;
    strcpy(p, "kept");
    CHECK(NO_MEMORY(MEM_ALLOC_CALLBACK(VM)(most - 1)));
    CHECK(NO_MEMORY(MEM_CALLOC_CALLBACK(VM)(half, 2)));
    CHECK(NO_MEMORY(resize(p, most - 1)));
    CHECK(!strcmp(p, "kept"));
    MEM_FREE_CALLBACK(VM)(p);
    CHECK(caught_count == 0);
}

static void test_wrong_sizes(Allocator *a) {
    char *p = MEM_ALLOC(a, 100), *next = MEM_ALLOC(a, 100);
    memset(p, 1, 100);
    memset(next, 2, 100);
    IGNORED(MEM_FOUND_WRONG_SIZE, p = MEM_REALLOC(a, p, 4000, 200));
    CHECK(p[0] == 1 && p[99] == 1);
    IGNORED(MEM_FOUND_WRONG_SIZE, p = MEM_REALLOC(a, p, 1, 300));
    CHECK(p[0] == 1 && p[99] == 1);
    IGNORED(MEM_FOUND_WRONG_SIZE, MEM_FREE(a, p, 100000));
    char *third = MEM_ALLOC(a, 300);
    memset(third, 3, 300);
    CHECK(next[0] == 2 && next[99] == 2);
    MEM_FREE(a, next, 100);
    MEM_FREE(a, third, 300);
}

static char in_image[64] __attribute__((aligned(16)));

static void test_pool_refusals(void) {
    Allocator *pool = mem_create_pool_allocator("pool", 48, 0);
    char on_stack[32], *p = MEM_ALLOC(pool, 48), *q = MEM_ALLOC(pool, 48), *heap = malloc(10);
    memset(q, 9, 48);
    REFUSED(MEM_FOUND_INTERIOR_POINTER, MEM_FREE(pool, p + 16, 48));
    REFUSED(MEM_FOUND_INTERIOR_POINTER, MEM_FREE(pool, p + 1, 48));
    REFUSED(MEM_FOUND_FOREIGN_POINTER, MEM_FREE(pool, (char *)opaque(on_stack), 32));
    REFUSED(MEM_FOUND_FOREIGN_POINTER, MEM_FREE(pool, heap, 10));
    REFUSED(MEM_FOUND_FOREIGN_POINTER, CHECK(!MEM_REALLOC(pool, heap, 10, 20)));
    CHECK(MEM_DISOWN(pool, heap, 10) == NULL && errno == EINVAL);
    REFUSED(MEM_FOUND_INTERIOR_POINTER, MEM_FREE_ADOPTED(pool, p + 16));
    REFUSED(MEM_FOUND_INTERIOR_POINTER, CHECK(!MEM_REALLOC_ADOPTED(pool, p + 16, 100)));
    REFUSED(MEM_FOUND_FOREIGN_POINTER, MEM_FREE_ADOPTED(pool, (char *)opaque(on_stack)));
    REFUSED(MEM_FOUND_FOREIGN_POINTER, MEM_FREE_ADOPTED(pool, (char *)opaque(in_image)));
    REFUSED(MEM_FOUND_FOREIGN_POINTER, MEM_FREE_ADOPTED(pool, (char *)opaque((void *)(uintptr_t)24)));
    MEM_FREE(pool, p, 48);
    REFUSED(MEM_FOUND_DOUBLE_FREE, MEM_FREE(pool, p, 48));
    REFUSED(MEM_FOUND_DOUBLE_FREE, MEM_FREE_ADOPTED(pool, p));
    REFUSED(MEM_FOUND_DOUBLE_FREE, CHECK(!MEM_REALLOC(pool, p, 48, 4000)));
    CHECK(MEM_ALLOC(pool, 48) && q[0] == 9 && q[47] == 9);
    CHECK(MEM_DISOWN(pool, q, MEM_UNKNOWN_SIZE) == NULL && errno == EINVAL);
    forget();
    mem_reset(pool);
    REFUSED(MEM_FOUND_USE_AFTER_RESET, MEM_FREE(pool, q, 48));
    Allocator *empty = mem_create_pool_allocator("empty", 48, 0);
    REFUSED(MEM_FOUND_FOREIGN_POINTER, MEM_FREE(empty, heap, 48));
    free(heap);
    mem_destroy(empty);
    mem_destroy(pool);
}

/* What fits no slot is served by libc, and refused as well as what does. */
static void test_pool_big(void) {
    Allocator *pool = mem_create_pool_allocator("pool", 48, 0);
    char *small = MEM_ALLOC(pool, 48), *big = MEM_ALLOC(pool, 5000);
    REFUSED(MEM_FOUND_INTERIOR_POINTER, MEM_FREE(pool, big + 16, 4984));
    REFUSED(MEM_FOUND_INTERIOR_POINTER, MEM_FREE_ADOPTED(pool, big + 4096));
    REFUSED(MEM_FOUND_INTERIOR_POINTER, CHECK(!MEM_REALLOC(pool, big + 16, 4984, 9000)));
    memset(big, 7, 5000);
    MEM_FREE(pool, big, 5000);
    REFUSED(MEM_FOUND_DOUBLE_FREE, MEM_FREE(pool, big, 5000));
    big = MEM_ALLOC(pool, 6000);
    forget();
    mem_reset(pool);
    REFUSED(MEM_FOUND_USE_AFTER_RESET, MEM_FREE(pool, big, 6000));
    REFUSED(MEM_FOUND_USE_AFTER_RESET, MEM_FREE(pool, small, 48));
    mem_destroy(pool);
}

static void test_wrong_allocators(void) {
    Allocator *pool = mem_create_pool_allocator("pool", 48, 0);
    Allocator *other = mem_create_pool_allocator("other", 48, 0);
    Allocator *arena = mem_create_arena_allocator("arena", 0, 0);
    char *in_other = MEM_ALLOC(other, 48), *in_arena = MEM_ALLOC(arena, 48);
    char *p = MEM_ALLOC(pool, 48);
    REFUSED(MEM_FOUND_WRONG_ALLOCATOR, MEM_FREE(pool, in_other, 48));
    REFUSED(MEM_FOUND_WRONG_ALLOCATOR, MEM_FREE(pool, in_arena, 48));
    IGNORED(MEM_FOUND_WRONG_ALLOCATOR, MEM_FREE(arena, p, 48));
    forget();
    char *q = MEM_ALLOC(SYSTEM(AST), 30);
    IGNORED(MEM_FOUND_WRONG_ALLOCATOR, q = MEM_REALLOC(SYSTEM(VM), q, 30, 60));
    MEM_FREE(is_tracing() ? SYSTEM(AST) : SYSTEM(VM), q, 60); /* checking: it stays its owner's */
    if (!is_tracing()) MEM_FREE(pool, p, 48), MEM_FREE(other, in_other, 48);
    CHECK(caught_count == 0);
    mem_destroy(arena);
    mem_destroy(other);
    mem_destroy(pool);
    CHECK(caught_count == 0);
}

static void test_destroyed_live(void) {
    Allocator *pool = mem_create_pool_allocator("pool", 48, 0);
    Allocator *arena = mem_create_arena_allocator("arena", 0, 0);
    Allocator *platform = mem_create_platform_allocator("platform");
    char *stays = MEM_ALLOC(platform, 20);
    CHECK(MEM_ALLOC(pool, 48) && MEM_ALLOC(arena, 48));
    strcpy(stays, "still here");
    forget();
    CHECK(mem_destroy(arena) == 0 && caught_count == 0); /* that is what arenas are for */
    IGNORED(MEM_FOUND_DESTROYED_LIVE, CHECK(mem_destroy(pool) == 0));
    IGNORED(MEM_FOUND_DESTROYED_LIVE, CHECK(mem_destroy(platform) == 0));
    CHECK(!strcmp(stays, "still here"));
    IGNORED(MEM_FOUND_WRONG_ALLOCATOR, MEM_FREE(SYSTEM(VM), stays, 20));
}

/* Without checking, what is written after a release reaches nothing that a pool relies on. */
static void test_written_after_release(void) {
    Allocator *pool = mem_create_pool_allocator("pool", 48, 0);
    char *p = MEM_ALLOC(pool, 48), *q = MEM_ALLOC(pool, 48);
    if (is_tracing()) return (void)mem_destroy(pool);
    MEM_FREE(pool, p, 48);
    MEM_FREE(pool, q, 48);
    memset(opaque(p), 0xFF, 48);
    memset(opaque(q), 0xFF, 48);
    CHECK(MEM_ALLOC(pool, 48) == q && MEM_ALLOC(pool, 48) == p);
    CHECK(MEM_ALLOC(pool, 48) != NULL);
    mem_destroy(pool);
}

static void test_arena_ignores(void) {
    Allocator *arena = mem_create_arena_allocator("arena", 0, 0);
    char on_stack[32], *heap = malloc(10), *q = MEM_ALLOC(arena, 48), *p = MEM_ALLOC(arena, 48);
    memset(q, 9, 48);
    IGNORED(MEM_FOUND_INTERIOR_POINTER, MEM_FREE(arena, p + 16, 48));
    IGNORED(MEM_FOUND_FOREIGN_POINTER, MEM_FREE(arena, (char *)opaque(on_stack), 32));
    IGNORED(MEM_FOUND_FOREIGN_POINTER, MEM_FREE(arena, heap, 10));
    REFUSED(MEM_FOUND_FOREIGN_POINTER, CHECK(!MEM_REALLOC(arena, heap, 10, 20)));
    free(heap);
    MEM_FREE(arena, p, 48);
    IGNORED(MEM_FOUND_DOUBLE_FREE, MEM_FREE(arena, p, 48));
    IGNORED(MEM_FOUND_DOUBLE_FREE, MEM_FREE_ADOPTED(arena, p));
    IGNORED(MEM_FOUND_INTERIOR_POINTER, MEM_FREE_ADOPTED(arena, q + 16));
    p = MEM_ALLOC(arena, 48);
    memset(p, 8, 48);
    CHECK(q[0] == 9 && q[47] == 9);
    mem_reset(arena);
    IGNORED(MEM_FOUND_USE_AFTER_RESET, MEM_FREE(arena, q, 48));
    IGNORED(MEM_FOUND_USE_AFTER_RESET, MEM_FREE(arena, p, 48));
    CHECK(mem_visit(arena, NULL, NULL) == (is_tracing() ? 0 : -1));
    mem_destroy(arena);
}

static void test_platform(void) {
    Allocator *a = SYSTEM(VM);
    char *p = MEM_ALLOC(a, 20);
    IGNORED(MEM_FOUND_WRONG_ALLOCATOR, MEM_FREE(SYSTEM(AST), p, 20));
    p = malloc(20);
    IGNORED(MEM_FOUND_FOREIGN_POINTER, MEM_FREE(a, p, 20));
    p = malloc(20);
    strcpy(p, "raw");
    IGNORED(MEM_FOUND_FOREIGN_POINTER, p = MEM_REALLOC_UNSIZED(a, p, 40));
    CHECK(!strcmp(p, "raw"));
    MEM_FREE(a, p, 40);
    CHECK(mem_reset(a) == -1 && errno == ENOTSUP);
    CHECK(mem_destroy(a) == -1 && errno == EINVAL);
    CHECK(mem_visit(a, NULL, NULL) == (is_tracing() ? 0 : -1));
    CHECK(mem_rewind(a, mem_mark(a)) == -1 && errno == ENOTSUP);
}

static void test_init(void) {
    AllocatorConfig trace = {.trace = 1}, statistics = {.statistics = 1};
    if (is_tracing()) {
        CHECK(allocators_init(&trace) == 0);
        CHECK(allocators_init(&trace) == -1 && errno == EALREADY);
        CHECK(allocators_shutdown() >= 0 && allocators_init(&statistics) == 0);
        return;
    }
    int counting = is_set("MEM_STATS");
    unsetenv("MEM_TRACE"); /* a 0 there would win over the configuration */
    unsetenv("MEM_STATS");
    CHECK(allocators_init(&trace) == -1 && errno == EBUSY); /* something is allocated already */
    CHECK(counting || (allocators_init(&statistics) == -1 && errno == EBUSY));
    if (counting) CHECK(allocators_init(&statistics) == 0);
    CHECK(counting || allocators_init(NULL) == 0);
    CHECK(allocators_init(NULL) == -1 && errno == EALREADY);
    CHECK(allocators_shutdown() == 0 && allocators_init(NULL) == 0);
}

int main(void) {
    Allocator *arena = mem_create_arena_allocator("arena", 0, 0);
    Allocator *pool = mem_create_pool_allocator("pool", 64, 0);
    Allocator *all[] = {SYSTEM(VM), NULL, arena, pool};
    mem_set_handler(catch_finding, NULL);
    for (int i = 0; i < 4; i++) {
        test_null(all[i]);
        test_too_much(all[i]);
        test_wrong_sizes(all[i]);
    }
    test_too_much_by_callback();
    test_pool_refusals();
    test_pool_big();
    test_wrong_allocators();
    test_destroyed_live();
    test_written_after_release();
    test_arena_ignores();
    test_platform();
    test_init();
    mem_destroy(arena);
    mem_destroy(pool);
    return finish();
}
