/* test_off.c - every macro under MEM_OFF, linked without the library. Also compiled as C++, and
 * with the library, for what both promise. */
#define _DEFAULT_SOURCE 1 /* strdup */
#include "harness.h"
#include "mem/mem_short.h"

static int evaluations;
static size_t size_once(size_t n) {
    evaluations++;
    return n;
}
static char *pointer_once(void *p) {
    evaluations++;
    return (char *)p;
}

typedef struct Counted {
    size_t n;
} Counted;

int main(void) {
    Allocator *vm = allocators_get(ALLOC_SYSTEM_VM);
    size_t only_a_size = 7; /* must not become unused */
    char *p = (char *)MEM_ALLOC(vm, size_once(10));
    CHECK(p && evaluations == 1);
    MEM_FREE(vm, pointer_once(p), only_a_size + 3);
    CHECK(evaluations == 2);
    Counted *null = NULL;
    MEM_FREE(vm, null, null->n);
    p = (char *)MEM_CALLOC(vm, 3, 4);
    p = (char *)MEM_REALLOC(vm, p, 12, 24);
    CHECK(p[11] == 0);
    CHECK(MEM_REALLOC_ARRAY(vm, p, 24, SIZE_MAX / 2, 4) == NULL && errno == ENOMEM);
    p = (char *)MEM_REALLOC_ARRAY_UNSIZED(vm, p, 5, 5);
    p = (char *)MEM_REALLOC_UNSIZED(vm, p, 30);
    CHECK(MEM_REALLOC(vm, p, 30, 0) == NULL);
    p = (char *)MEM_REALLOC(vm, NULL, 0, 0);
    CHECK(p != NULL);
    MEM_FREE_UNSIZED(vm, p);
    Counted *c = MEM_NEW(vm, Counted), *many = MEM_NEW_ARRAY(vm, Counted, 3);
    MEM_FREE(vm, c, sizeof *c);
    MEM_FREE(vm, many, 3 * sizeof *many);
    CHECK(MEM_NEW_ARRAY(vm, Counted, SIZE_MAX / 4) == NULL && errno == ENOMEM);
    p = (char *)MEM_ALLOC_ZERO(vm, 0);
    char *q = (char *)MEM_ALLOC_TAGGED(vm, 5, "tag"), *r = (char *)MEM_ALLOC_ZERO_TAGGED(vm, 5, "tag");
    CHECK(p && q && r && r[4] == 0);
    MEM_FREE(vm, p, 0);
    MEM_FREE(vm, q, 5);
    MEM_FREE(vm, r, 5);
    p = (char *)MEM_CALLOC_TAGGED(vm, 1, 5, "tag");
    c = MEM_NEW_TAGGED(vm, Counted, "tag");
    many = MEM_NEW_ARRAY_TAGGED(vm, Counted, 2, "tag");
    MEM_FREE(vm, p, 5);
    MEM_FREE(vm, c, sizeof *c);
    MEM_FREE(vm, many, 2 * sizeof *many);
    p = (char *)MEM_ALLOC_ALIGNED(vm, 256, 10);
    q = (char *)MEM_ALLOC_ALIGNED(vm, 0, 10);
    CHECK((uintptr_t)p % 256 == 0 && q && !MEM_ALLOC_ALIGNED(vm, 24, 10) && errno == EINVAL);
    CHECK(MEM_ALLOC_ALIGNED(vm, 64, SIZE_MAX - 5) == NULL && errno == ENOMEM);
    MEM_FREE(vm, p, 10);
    MEM_FREE(vm, q, 10);
    p = MEM_STRDUP(vm, "text");
    q = MEM_STRNDUP(vm, "text", 2);
    r = (char *)MEM_DUP(vm, "text", 5);
    CHECK(!strcmp(p, "text") && !strcmp(q, "te") && !strcmp(r, "text"));
    CHECK(!MEM_STRDUP(vm, NULL) && !MEM_DUP(vm, NULL, 2) && errno == EINVAL);
    MEM_FREE_STR(vm, p);
    MEM_FREE_STR(vm, q);
    p = (char *)MEM_REALLOC_ADOPTED(vm, malloc(5), 30);
    p = (char *)MEM_REALLOC_ARRAY_ADOPTED(vm, p, 5, 7);
    p[34] = 1;
    MEM_FREE_ADOPTED(vm, pointer_once(p));
    STR_FREE_ADOPTED(STR_REALLOC_ADOPTED(NULL, 5));
    p = (char *)MEM_DISOWN(vm, r, 5);
    p = (char *)MEM_ADOPT(vm, p, 5);
    MEM_IGNORE_LEAK(p);
    void (*release)(void *) = MEM_FREE_CALLBACK(VM);
    release(p);
    static void *(*const allocate)(size_t) = MEM_ALLOC_CALLBACK(VM);
    static void *(*const allocate_zeroed)(size_t, size_t) = MEM_CALLOC_CALLBACK(VM);
    static void *(*const resize)(void *, size_t) = MEM_REALLOC_CALLBACK(VM);
    static char *(*const duplicate)(const char *) = MEM_STRDUP_CALLBACK(VM);
    release(resize(allocate(3), 5));
    release(allocate_zeroed(2, 3));
    release(duplicate("text"));
    void (*release_any)(void *) = MEM_FREE_ADOPTED_CALLBACK(VM);
    void *(*resize_any)(void *, size_t) = MEM_REALLOC_ADOPTED_CALLBACK(VM);
    release_any(resize_any(malloc(3), 5));
    int scopes = 0;
    MEM_SCOPE(vm) scopes++;
    CHECK(scopes == 1);
    STR_FREE_STR(STR_DUP("short"));
    CHECK(allocators_shutdown() == 0);
#ifdef MEM_OFF
    MemStats stats;
    char text[1] = {'x'};
    CHECK(!vm && allocators_init(NULL) == 0 && mem_get_stats(vm, &stats) == -1);
    CHECK(!mem_create_platform_allocator("x") && !mem_create_arena_allocator("x", 0, 0));
    CHECK(!mem_create_child_arena(vm, "x") && !mem_create_pool_allocator("x", 0, 0));
    CHECK(!mem_create_trace_allocator(vm, "x") && mem_reset(vm) == -1 && mem_destroy(vm) == -1);
    CHECK(mem_rewind(vm, mem_mark(vm)) == -1 && mem_format_stats(text, 1) == 0 && !text[0]);
    CHECK(mem_visit(vm, NULL, NULL) == -1 && mem_check_all() == 0 && mem_set_limit(vm, 1) == -1);
    mem_set_handler(catch_finding, NULL);
    CHECK(mem_fail_at(1) == 0 && errno == ENOTSUP);
#endif
    forget();
    CHECK(!only(MEM_FOUND_LEAK) && !is_tracing());
    (void)opaque(NULL);
    return finish();
}
