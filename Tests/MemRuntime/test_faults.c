/* test_faults.c - seeded faults under checking: every kind, on every strategy, at the first and the
 * last byte, has to be reported once, with the right kind and both sites; and nothing else is. */
#include "harness.h"

typedef struct Subject {
    const char *name;
    Allocator *a, *other; /* other: wrong for blocks of a */
    int resets;
} Subject;

static int at_line(const MemSite *site, int line) {
    const char *file = __FILE__;
    return site->file && site->line == (unsigned)line && site->file_length == strlen(file) &&
           !memcmp(site->file, file, site->file_length);
}

/* The only finding: its kind, claimed and true size and name, and the lines of both sites. */
static void expect(const Subject *s, MemFindingKind kind, size_t claimed, size_t actual,
                   int allocated, int released) {
    const MemFinding *f = &caught[0];
    CHECK(caught_count == 1);
    if (caught_count < 1) fprintf(stderr, "  no %s for %s\n", mem_finding_name(kind), s->name);
    CHECK(f->kind == kind);
    if (f->kind != kind) fprintf(stderr, "  %s for %s\n", mem_finding_name(f->kind), s->name);
    CHECK(f->claimed_size == claimed && f->true_size == actual);
    CHECK(!allocated ? !f->allocation.file : at_line(&f->allocation, allocated));
    CHECK(!released ? !f->release.file : at_line(&f->release, released));
    CHECK(f->thread != 0);
    forget();
}

static const size_t sizes[] = {1, 15, 16, 17, 100, 3000};
#define FOR_EACH_SIZE(n) for (size_t k = 0, n; k < 6 && (n = sizes[k], 1); k++)

static void wrong_size(const Subject *s) {
    FOR_EACH_SIZE(n) {
        const size_t claims[] = {n - 1, n + 1, 0, n * 2, SIZE_MAX - 1};
        for (int i = 0; i < 5; i++) {
            size_t claim = claims[i];
            int line = __LINE__ + 1;
            char *p = MEM_ALLOC(s->a, n);
            memset(p, 1, n);
            MEM_FREE(s->a, p, claim);
            expect(s, MEM_FOUND_WRONG_SIZE, claim, n, line, line + 2);
            CHECK(!strcmp(caught[0].release.text, "p") && !strcmp(caught[0].allocation.text, "n"));
            CHECK(!strcmp(caught_claimed[0], s->name) && !strcmp(caught_true[0], s->name));
        }
    }
    int line = __LINE__ + 1;
    char *p = MEM_ALLOC(s->a, 30);
    p = MEM_REALLOC(s->a, p, 29, 60);
    expect(s, MEM_FOUND_WRONG_SIZE, 29, 30, line, line + 1);
    free(MEM_DISOWN(s->a, p, 59));
    expect(s, MEM_FOUND_WRONG_SIZE, 59, 60, line + 1, line + 3);
}

static void wrong_string(const Subject *s) {
    int line = __LINE__ + 1;
    char *p = MEM_STRDUP(s->a, "cut here");
    p[3] = 0;
    MEM_FREE_STR(s->a, p);
    expect(s, MEM_FOUND_WRONG_SIZE, 4, 9, line, line + 2);
    line = __LINE__ + 1;
    p = MEM_STRDUP(s->a, "endless");
    p[7] = '!';
    MEM_FREE_STR(s->a, p);
    expect(s, MEM_FOUND_WRONG_SIZE, MEM_UNKNOWN_SIZE, 8, line, line + 2);
}

static void wrong_allocator(const Subject *s) {
    int line = __LINE__ + 1;
    char *p = MEM_ALLOC(s->a, 40);
    MEM_FREE(s->other, p, 40);
    expect(s, MEM_FOUND_WRONG_ALLOCATOR, 40, 40, line, line + 1);
    CHECK(!strcmp(caught_true[0], s->name) && strcmp(caught_claimed[0], s->name));
    line = __LINE__ + 1;
    p = MEM_ALLOC(s->a, 40);
    p = MEM_REALLOC(s->other, p, 40, 50);
    expect(s, MEM_FOUND_WRONG_ALLOCATOR, 40, 40, line, line + 1);
    MEM_FREE(s->a, p, 50); /* it has stayed with its true allocator */
    p = MEM_ALLOC(s->a, 40);
    MEM_FREE(s->other, p, 41);
    CHECK(caught_count == 2 && caught[0].kind == MEM_FOUND_WRONG_ALLOCATOR &&
          caught[1].kind == MEM_FOUND_WRONG_SIZE);
    forget();
}

static void double_free(const Subject *s) {
    FOR_EACH_SIZE(n) {
        int line = __LINE__ + 1;
        char *p = MEM_ALLOC(s->a, n), *q = opaque(p);
        MEM_FREE(s->a, p, n);
        MEM_FREE(s->a, q, n);
        expect(s, MEM_FOUND_DOUBLE_FREE, n, n, line, line + 2);
        CHECK(at_line(&caught[0].earlier, line + 1));
        CHECK(MEM_REALLOC(s->a, q, n, 5) == NULL && errno == EINVAL);
        CHECK(only(MEM_FOUND_DOUBLE_FREE));
        CHECK(MEM_REALLOC_UNSIZED(s->a, q, 0) == NULL);
        CHECK(only(MEM_FOUND_DOUBLE_FREE));
    }
}

static void interior(const Subject *s) {
    FOR_EACH_SIZE(n) {
        int line = __LINE__ + 1;
        char *p = MEM_ALLOC(s->a, n);
        size_t offsets[] = {1, n / 2, n - 1};
        for (int i = 0; i < 3; i++) {
            if (!offsets[i] || offsets[i] >= n) continue;
            MEM_FREE(s->a, (char *)opaque(p) + offsets[i], n);
            expect(s, MEM_FOUND_INTERIOR_POINTER, n, n, line, line + 4);
        }
        MEM_FREE(s->a, p, n);
    }
}

static void overrun(const Subject *s) {
    FOR_EACH_SIZE(n) {
        for (size_t beyond = 0; beyond < 16; beyond += 15) { /* first and last byte of the guard */
            int line = __LINE__ + 1;
            char *p = MEM_ALLOC(s->a, n), *q = opaque(p);
            q[n + beyond] ^= 1;
            MEM_FREE(s->a, p, n);
            expect(s, MEM_FOUND_OVERRUN, n, n, line, line + 2);
            line = __LINE__ + 1;
            p = MEM_ALLOC(s->a, n);
            q = opaque(p);
            q[n + beyond] ^= 1;
            CHECK(mem_check_all() == 1);
            expect(s, MEM_FOUND_OVERRUN, MEM_UNKNOWN_SIZE, n, line, 0);
            CHECK(mem_check_all() == 0);
            MEM_FREE(s->a, p, n); /* reported once */
            CHECK(caught_count == 0);
        }
    }
}

/* Blocks too big for the quarantine would go back to libc at once. */
static void write_after_free(const Subject *s) {
    FOR_EACH_SIZE(n) {
        const size_t places[] = {0, n / 2, n - 1};
        for (int i = 0; i < 3; i++) {
            int line = __LINE__ + 1;
            char *p = MEM_ALLOC(s->a, n), *q = opaque(p);
            MEM_FREE(s->a, p, n);
            q[places[i]] ^= 1;
            CHECK(mem_check_all() == 1);
            expect(s, MEM_FOUND_WRITE_AFTER_FREE, MEM_UNKNOWN_SIZE, n, line, line + 1);
            CHECK(mem_check_all() == 0);
        }
    }
}

/* Found without mem_check_all, when the block leaves the quarantine or its arena is reset. */
static void write_after_free_seen_later(const Subject *s) {
    int line = __LINE__ + 1;
    char *p = MEM_ALLOC(s->a, 24), *q = opaque(p);
    MEM_FREE(s->a, p, 24);
    q[23] ^= 1;
    for (int i = 0; i < 2000; i++) MEM_FREE(s->a, MEM_ALLOC(s->a, 100), 100);
    if (s->resets) mem_reset(s->a);
    expect(s, MEM_FOUND_WRITE_AFTER_FREE, MEM_UNKNOWN_SIZE, 24, line, line + 1);
}

static void after_reset(const Subject *s) {
    if (!s->resets) {
        CHECK(mem_reset(s->a) == -1 && errno == ENOTSUP);
        return;
    }
    int line = __LINE__ + 1;
    char *p = MEM_ALLOC(s->a, 24), *q = opaque(p), *hurt = MEM_ALLOC(s->a, 24);
    q[0] = 1;
    ((char *)opaque(hurt))[24] ^= 1;
    CHECK(mem_reset(s->a) == 0);
    expect(s, MEM_FOUND_OVERRUN, MEM_UNKNOWN_SIZE, 24, line, 0);
    CHECK((unsigned char)q[0] == 0xDD);
    MEM_FREE(s->a, q, 24);
    expect(s, MEM_FOUND_USE_AFTER_RESET, 24, 24, line, line + 6);
    CHECK(MEM_REALLOC(s->a, q, 24, 48) == NULL && errno == EINVAL);
    CHECK(only(MEM_FOUND_USE_AFTER_RESET));
    p = MEM_ALLOC(s->a, 24); /* has the first address again, and is a right block */
    MEM_FREE(s->a, p, 24);
    CHECK(caught_count == 0);
}

static char in_image[64] __attribute__((aligned(16)));

static void foreign(const Subject *s) {
    char on_stack[64];
    char *places[] = {opaque(on_stack + 16), opaque(in_image + 16), opaque((void *)(uintptr_t)24)};
    for (int i = 0; i < 3; i++) {
        MEM_FREE(s->a, places[i], 8);
        expect(s, MEM_FOUND_FOREIGN_POINTER, 8, MEM_UNKNOWN_SIZE, 0, __LINE__ - 1);
        CHECK(MEM_REALLOC_UNSIZED(s->a, places[i], 9) == NULL && errno == EINVAL);
        CHECK(only(MEM_FOUND_FOREIGN_POINTER));
    }
}

/* Raw memory of libc: a platform goes on correctly with it. LeakSanitizer sees what is not freed. */
static void raw_memory(const Subject *s) {
    char *p = malloc(32);
    strcpy(p, "raw");
    MEM_FREE_UNSIZED(s->a, p);
    expect(s, MEM_FOUND_FOREIGN_POINTER, MEM_UNKNOWN_SIZE, MEM_UNKNOWN_SIZE, 0, __LINE__ - 1);
    if (s->resets) {
        free(p); /* others leave it alone */
        return;
    }
    p = malloc(32);
    strcpy(p, "raw");
    p = MEM_REALLOC(s->a, p, 32, 4000);
    CHECK(only(MEM_FOUND_FOREIGN_POINTER) && !strcmp(p, "raw"));
    MEM_FREE(s->a, p, 4000);
    p = malloc(32);
    p = MEM_DISOWN(s->a, p, 32);
    CHECK(only(MEM_FOUND_FOREIGN_POINTER));
    free(p);
    MemStats before, after;
    mem_get_stats(s->a, &before);
    p = MEM_ADOPT(s->a, malloc(32), 5000);
    CHECK(only(MEM_FOUND_WRONG_SIZE));
    MEM_FREE(s->a, p, 77); /* its size is not known */
    mem_get_stats(s->a, &after);
    CHECK(caught_count == 0 && after.live_blocks == before.live_blocks && after.live_bytes == before.live_bytes);
}

/* Memory that libc handed out and that reaches the allocator's free: right, once. */
static void adopted(const Subject *s) {
    char *p = malloc(32), *q = opaque(p);
    MEM_FREE_ADOPTED(s->a, p);
    CHECK(caught_count == 0);
    MEM_FREE_ADOPTED(s->a, q);
    expect(s, MEM_FOUND_DOUBLE_FREE, MEM_UNKNOWN_SIZE, MEM_UNKNOWN_SIZE, 0, __LINE__ - 1);
    CHECK(at_line(&caught[0].earlier, __LINE__ - 4));
    p = MEM_REALLOC_ADOPTED(s->a, malloc(32), 10);
    int line = __LINE__ - 1;
    MEM_FREE(s->a, p, 11); /* the allocator's now */
    expect(s, MEM_FOUND_WRONG_SIZE, 11, 10, line, __LINE__ - 1);
    line = __LINE__ + 1;
    p = MEM_ALLOC(s->a, 40);
    q = opaque(p);
    MEM_FREE_ADOPTED(s->other, p);
    expect(s, MEM_FOUND_WRONG_ALLOCATOR, MEM_UNKNOWN_SIZE, 40, line, __LINE__ - 1);
    CHECK(MEM_REALLOC_ADOPTED(s->a, q, 50) == NULL);
    expect(s, MEM_FOUND_DOUBLE_FREE, MEM_UNKNOWN_SIZE, 40, line, __LINE__ - 1);
    line = __LINE__ + 1;
    p = MEM_ALLOC(s->a, 40);
    MEM_FREE_ADOPTED(s->a, (char *)opaque(p) + 16);
    expect(s, MEM_FOUND_INTERIOR_POINTER, MEM_UNKNOWN_SIZE, 40, line, __LINE__ - 1);
    ((char *)opaque(p))[40] ^= 1;
    MEM_FREE_ADOPTED(s->a, p);
    expect(s, MEM_FOUND_OVERRUN, MEM_UNKNOWN_SIZE, 40, line, __LINE__ - 1);
    MEM_FREE_ADOPTED(s->a, (char *)opaque(in_image + 16));
    expect(s, MEM_FOUND_FOREIGN_POINTER, MEM_UNKNOWN_SIZE, MEM_UNKNOWN_SIZE, 0, __LINE__ - 1);
}

static void tags_and_visits(const Subject *s) {
    char *p = MEM_ALLOC_TAGGED(s->a, 10, "a tag");
    p = MEM_REALLOC(s->a, p, 10, 20);
    MEM_FREE(s->a, p, 21);
    CHECK(caught_count == 1 && caught[0].tag && !strcmp(caught[0].tag, "a tag"));
    forget();
}

/* Two pools and two arenas that are destroyed while something is live. */
static void destruction(void) {
    Allocator *a = mem_create_platform_allocator("short-lived"), *general = SYSTEM(GENERAL);
    int line = __LINE__ + 1;
    char *p = MEM_ALLOC(a, 12), *released = MEM_ALLOC(a, 14);
    strcpy(p, "still valid");
    MEM_FREE(a, released, 14);
    CHECK(mem_destroy(a) == 0);
    expect(&(Subject){"short-lived", 0, 0, 0}, MEM_FOUND_DESTROYED_LIVE, MEM_UNKNOWN_SIZE, 12, line, 0);
    CHECK(!strcmp(p, "still valid"));
    p = MEM_REALLOC(general, p, 12, 24);
    CHECK(only(MEM_FOUND_WRONG_ALLOCATOR) && !strcmp(p, "still valid"));
    MEM_FREE(general, p, 24);
    CHECK(caught_count == 0);
    a = mem_create_pool_allocator("short-lived pool", 16, 0);
    p = MEM_ALLOC(a, 16);
    CHECK(mem_destroy(a) == 0 && only(MEM_FOUND_DESTROYED_LIVE));
    MEM_FREE(general, p, 16);
    CHECK(only(MEM_FOUND_USE_AFTER_RESET));
    a = mem_create_arena_allocator("short-lived arena", 0, 0);
    p = MEM_ALLOC(a, 16);
    CHECK(mem_destroy(a) == 0 && caught_count == 0);
    MEM_FREE(general, p, 16);
    CHECK(only(MEM_FOUND_USE_AFTER_RESET));
    CHECK(mem_destroy(NULL) == -1 && errno == EINVAL);
    CHECK(mem_destroy(general) == -1 && errno == EINVAL);
}

/* A rewind ends the blocks since its mark and no others. */
static void rewinding(Allocator *arena) {
    char *before = MEM_ALLOC(arena, 10);
    MemMark mark = mem_mark(arena);
    char *since = opaque(MEM_ALLOC(arena, 10));
    CHECK(mem_rewind(arena, mark) == 0 && caught_count == 0);
    MEM_FREE(arena, since, 10);
    CHECK(only(MEM_FOUND_USE_AFTER_RESET));
    MEM_FREE(arena, before, 10);
    CHECK(caught_count == 0);
}

static void leaks(void) {
    int line = __LINE__ + 1;
    char *lost = MEM_ALLOC(SYSTEM(MODULES), 33), *expected = MEM_ALLOC(SYSTEM(MODULES), 34);
    MEM_IGNORE_LEAK(expected);
    MEM_IGNORE_LEAK(&line);
    int findings = allocators_shutdown();
    CHECK(findings > 100);
    expect(&(Subject){"MODULES", 0, 0, 0}, MEM_FOUND_LEAK, MEM_UNKNOWN_SIZE, 33, line, 0);
    CHECK(allocators_shutdown() == findings && caught_count == 0); /* once */
    MEM_FREE(SYSTEM(MODULES), lost, 33);
    MEM_FREE(SYSTEM(MODULES), expected, 34);
    CHECK(caught_count == 0);
}

static void all_faults(const Subject *s) {
    wrong_size(s);
    wrong_string(s);
    wrong_allocator(s);
    double_free(s);
    interior(s);
    overrun(s);
    write_after_free(s);
    write_after_free_seen_later(s);
    foreign(s);
    raw_memory(s);
    adopted(s);
    tags_and_visits(s);
    after_reset(s);
}

int main(void) {
    Allocator *arena = mem_create_arena_allocator("arena", 0, 0);
    Allocator *pool = mem_create_pool_allocator("pool", 100, 0);
    Allocator *locked = mem_create_pool_allocator("locked", 100, 1);
    Allocator *platform = mem_create_platform_allocator("platform");
    Subject subjects[] = {{"VM", SYSTEM(VM), SYSTEM(AST), 0},
                          {"platform", platform, pool, 0},
                          {"arena", arena, SYSTEM(AST), 1},
                          {"pool", pool, arena, 1},
                          {"locked", locked, pool, 1}};
    mem_set_handler(catch_finding, NULL);
    for (int i = 0; i < 5; i++) all_faults(&subjects[i]);
    rewinding(arena);
    destruction();
    mem_destroy(arena);
    mem_destroy(pool);
    mem_destroy(locked);
    mem_destroy(platform);
    CHECK(caught_count == 0);
    leaks();
    return finish();
}
