/* A program that goes on after it has seen that there is no memory, as far as the compiler knows: no
 * test for null in the headers may bring it warnings. Only compiled. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem/mem.h"

void stop(const char *why);
void out(size_t size);

void out(size_t size) {
    Allocator *a = allocators_get(ALLOC_SYSTEM_GENERAL);
    char *t = MEM_ALLOC(a, size);
    if (!t) stop("no memory");
    snprintf(t, size, "%zu", size);
    t = MEM_REALLOC(a, t, size, size + 9);
    if (!t) stop("no memory");
    snprintf(t, size, "%zu", size);
    MEM_FREE(a, t, size + 9);
    t = MEM_STRDUP(a, "0123456789012345678901234567890");
    if (!t) stop("no memory");
    snprintf(t, 30, "%zu", size);
    MEM_FREE_STR(a, t);
    t = MEM_CALLOC(a, 1, size);
    if (!t) stop("no memory");
    snprintf(t, size, "%zu", size);
    MEM_FREE_UNSIZED(a, t);
}
