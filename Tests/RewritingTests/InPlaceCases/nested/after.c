#include <string.h>
#include "mem/mem.h"

void f(char *x, char **p, char *q) {
  MEM_FREE_STR(allocators_get(ALLOC_SYSTEM_VM), MEM_STRDUP(allocators_get(ALLOC_SYSTEM_VM), x));
  *p = MEM_REALLOC(allocators_get(ALLOC_SYSTEM_VM), *p, 8, strlen(MEM_STRDUP(allocators_get(ALLOC_SYSTEM_VM), q)));
  MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), MEM_REALLOC_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), MEM_ALLOC(allocators_get(ALLOC_SYSTEM_VM), 1), strlen(MEM_STRDUP(allocators_get(ALLOC_SYSTEM_VM), MEM_STRDUP(allocators_get(ALLOC_SYSTEM_VM), q)))));
}
