/* A static analyser finds nothing in this under MEM_OFF: it sees through the macros. */
#include <mem/mem.h>

int first_of(Allocator *a, size_t n);

int first_of(Allocator *a, size_t n) {
    char *p = (char *)MEM_ALLOC(a, n), *q;
    int first = -1;
    if (!p) return first;
    q = (char *)MEM_REALLOC(a, p, n, 30);
    if (q) p = q;
    MEM_FREE(a, p, q ? 30 : n);
    q = MEM_STRDUP(a, "x");
    if (q) first = *q;
    MEM_FREE_STR(a, q);
    p = (char *)MEM_DUP(a, "xy", 2);
    if (p) first = p[1];
    MEM_FREE_UNSIZED(a, p);
    return first;
}
