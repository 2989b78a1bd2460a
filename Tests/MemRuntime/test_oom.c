/* test_oom.c - a scripted workload in which the nth allocation fails, for every n until none does.
 * LeakSanitizer sees that nothing is lost on the way, the model that nothing else changes. */
#include "harness.h"

typedef struct Node {
    struct Node *next;
    char *name;
    int *values;
    size_t count;
} Node;

static void drop(Allocator *nodes, Allocator *strings, Node *list) {
    while (list) {
        Node *next = list->next;
        MEM_FREE_STR(strings, list->name);
        MEM_FREE(strings, list->values, list->count * sizeof(int));
        MEM_FREE(nodes, list, sizeof *list);
        list = next;
    }
}

/* NULL when out of memory; what was made until then is released. */
static Node *build(Allocator *nodes, Allocator *strings, int length) {
    Node *list = NULL;
    for (int i = 0; i < length; i++) {
        Node *node = MEM_ALLOC_ZERO(nodes, sizeof *node);
        if (!node) break;
        node->next = list;
        list = node;
        if (!(node->name = MEM_STRDUP(strings, "a name"))) break;
        if (!(node->values = MEM_CALLOC(strings, 4, sizeof(int)))) break;
        node->count = 4;
        node->values[3] = i;
        int *more = MEM_REALLOC_ARRAY(strings, node->values, 4 * sizeof(int), 400, sizeof(int));
        if (!more) {
            CHECK(node->values[3] == i); /* the old block is kept */
            break;
        }
        node->values = more;
        node->count = 400;
        CHECK(more[3] == i);
        char *line = malloc(20), *adopted = line ? MEM_ADOPT(strings, line, 20) : NULL;
        if (line && !adopted) {
            free(line);
            break;
        }
        MEM_FREE(strings, adopted, 20);
        if (i == length - 1) return list;
    }
    drop(nodes, strings, list);
    return NULL;
}

static int failures(Allocator *nodes, Allocator *strings) {
    int failed_times = 0;
    for (uint64_t n = 1;; n++) {
        mem_fail_at(n);
        Node *list = build(nodes, strings, 6);
        uint64_t left = mem_fail_at(0);
        CHECK((left == 0) == (list == NULL));
        drop(nodes, strings, list);
        if (left) return failed_times;
        failed_times++;
        CHECK(errno == ENOMEM);
    }
}

/* Creating allocators and their memory under a limit that always ends in the middle. */
static void limits(void) {
    for (size_t limit = 1000; limit < 200000; limit += 7001) {
        Allocator *arena = mem_create_arena_allocator("arena", 4096, 0);
        Allocator *pool = mem_create_pool_allocator("pool", sizeof(Node), 0);
        Allocator *platform = mem_create_platform_allocator("platform");
        CHECK(!mem_set_limit(arena, limit) && !mem_set_limit(pool, limit));
        CHECK(!mem_set_limit(platform, limit));
        for (int length = 1; length < 40; length += 6) {
            drop(pool, arena, build(pool, arena, length));
            drop(platform, pool, build(platform, pool, length));
            drop(arena, platform, build(arena, platform, length));
        }
        mem_destroy(arena);
        mem_destroy(pool);
        mem_destroy(platform);
    }
}

int main(void) {
    Allocator *arena = mem_create_arena_allocator("arena", 1024, 0);
    Allocator *pool = mem_create_pool_allocator("pool", sizeof(Node), 0);
    mem_fail_at(1);
    Allocator *late = mem_create_platform_allocator("late"); /* is watched at once */
    CHECK(MEM_ALLOC(late, 1) == NULL && errno == ENOMEM && mem_fail_at(0) == 0);
    CHECK(failures(SYSTEM(VM), SYSTEM(STRINGS)) >= 24);
    CHECK(failures(pool, SYSTEM(STRINGS)) >= 24);
    CHECK(failures(pool, arena) >= 30);
    CHECK(failures(late, pool) >= 30);
    limits();
    mem_fail_at(1);
    CHECK(MEM_ALLOC(NULL, 5) == NULL && errno == ENOMEM);
    char *p = MEM_ALLOC(NULL, 5);
    mem_fail_at(2);
    p = MEM_REALLOC(NULL, p, 5, 6);
    CHECK(p && mem_fail_at(0) == 1);
    MEM_FREE(NULL, p, 6);
    CHECK(allocators_shutdown() == 0);
    mem_destroy(arena);
    mem_destroy(pool);
    mem_destroy(late);
    return finish();
}
