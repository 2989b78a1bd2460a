/* What a program that was written before C11 does with the headers; only compiled. */
#include <mem/mem.h>
#include <mem/mem_compat.h>

int main(void) {
    Allocator *a = allocators_get(ALLOC_SYSTEM_GENERAL);
    char *p = (char *)MEM_ALLOC(a, 3);
    char *s = MEM_STRDUP(a, "x");
    p = (char *)MEM_REALLOC(a, p, 3, 5);
    MEM_FREE(a, p, 5);
    MEM_FREE_STR(a, s);
    return 0;
}
