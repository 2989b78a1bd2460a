/* What a program that is compiled with many warnings does with the headers; only compiled, as C and C++. */
#include <mem/mem.h>
#include <mem/mem_short.h>

void drop(Allocator *a, char *p, char *s, size_t n);
void *use(Allocator *a, char *p, size_t n);

void drop(Allocator *a, char *p, char *s, size_t n) {
    n ? MEM_FREE(a, p, n) : (void)0;
    if (n > 1) MEM_FREE_UNSIZED(a, s);
    else MEM_FREE_STR(a, s);
}

void *use(Allocator *a, char *p, size_t n) {
    for (;; MEM_FREE(a, p, n)) {
        p = (char *)MEM_REALLOC(a, p, n, n + 1);
        if (!p) break;
    }
    MEM_SCOPE(a) {
        MEM_SCOPE(allocators_get(ALLOC_SYSTEM_VM)) p = MEM_STRDUP(a, "inner");
    }
    MEM_IGNORE_LEAK(p);
    return MEM_FREE_ADOPTED(a, p), n > 1 ? VM_CALLOC(n, sizeof(int)) : (void *)MEM_NEW_ARRAY(a, int, n);
}
