/* What a program that was written before C11 does with the headers; only compiled. */
#include <mem/mem.h>
#include <mem/mem_compat.h>

/* No inline function of C99 may call a static one. */
__inline__ char *copied(const char *s) {
    char *p = (char *)MEM_ALLOC(allocators_get(ALLOC_SYSTEM_VM), 3);
    MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), p, 3);
    return MEM_STRDUP(allocators_get(ALLOC_SYSTEM_VM), s);
}

int main(void) {
    Allocator *a = allocators_get(ALLOC_SYSTEM_GENERAL);
    char *p = (char *)MEM_ALLOC(a, 3);
    char *s = MEM_STRDUP(a, "x");
    p = (char *)MEM_REALLOC(a, p, 3, 5);
    MEM_FREE(a, p, 5);
    MEM_FREE_STR(a, s);
    return 0;
}
