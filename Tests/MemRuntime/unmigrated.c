/* unmigrated.c - a file that is not migrated, compiled with mem_compat.h for test_process.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem/mem_compat.h"

void unmigrated_round_trip(Allocator *arena);

void unmigrated_round_trip(Allocator *arena) {
    char *p = malloc(10), *q = calloc(2, 5), *s = strdup("text"), *t = strndup("text", 2);
    p = realloc(p, 20);
    p = reallocarray(p, 10, 10);
    free(p);
    free(q);
    free(s);
    free(t);
    free(NULL);
    p = realloc(NULL, 3);
    free(MEM_ALLOC(allocators_get(ALLOC_SYSTEM_VM), 10)); /* a migrated file's block */
    p = realloc(MEM_REALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), p, 3, 4), 50);
    p = realloc(p, 0);
    p = (malloc)(10); /* libc's own, as getline would give */
    p = realloc(p, 30);
    free(p);
    free((malloc)(5));
    p = malloc(1);
    if (realloc(p, (size_t)-1 - 70000)) abort();
    free(p);
    if (arena) free(MEM_ALLOC(arena, 5));
}
