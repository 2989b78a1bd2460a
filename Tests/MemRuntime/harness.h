/* harness.h - the least that a test program needs: CHECK, and findings caught for inspection. */
#ifndef HARNESS_H
#define HARNESS_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Programs forbid libc's functions by macros of their names: the headers are none of theirs. */
#define malloc(n) forbidden_malloc(n)
#define calloc(n, size) forbidden_calloc(n, size)
#define realloc(p, n) forbidden_realloc(p, n)
#define free(p) forbidden_free(p)
#include "mem/mem.h"
#undef malloc
#undef calloc
#undef realloc
#undef free

static int passed, failed;

#define CHECK(condition) check((condition) != 0, #condition, __FILE__, __LINE__)

static inline void check(int ok, const char *text, const char *file, int line) {
    if (ok) {
        passed++;
        return;
    }
    failed++;
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, text);
}

static inline int finish(void) {
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}

static inline int is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value == '1';
}

static inline int is_tracing(void) { return is_set("MEM_TRACE"); }

/* What the handler has seen since the last `forget`. */
static MemFinding caught[64];
static int caught_count;
static char caught_claimed[64][32], caught_true[64][32];

static inline void catch_finding(const MemFinding *finding, void *context) {
    (void)context;
    if (caught_count == 64) return;
    caught[caught_count] = *finding;
    snprintf(caught_claimed[caught_count], 32, "%s",
             finding->claimed_allocator ? finding->claimed_allocator : "");
    snprintf(caught_true[caught_count], 32, "%s",
             finding->true_allocator ? finding->true_allocator : "");
    caught_count++;
}

static inline void forget(void) { caught_count = 0; }

/* Exactly one finding, of this kind. Forgets it. */
static inline int only(MemFindingKind kind) {
    int ok = caught_count == 1 && caught[0].kind == kind;
    if (!ok)
        for (int i = 0; i < caught_count; i++)
            fprintf(stderr, "  caught %s, not only %s\n", mem_finding_name(caught[i].kind),
                    mem_finding_name(kind));
    forget();
    return ok;
}

/* Hides from the compiler where a pointer comes from, so that misuse is compiled as written. */
static inline void *opaque(void *p) {
    __asm__ volatile("" : "+r"(p));
    return p;
}

#define SYSTEM(name) allocators_get(ALLOC_SYSTEM_##name)

#endif
