#include <stdlib.h>
#include "mem/mem.h"
void f(void *p) { p = malloc(1); MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p); p = calloc(1, 1); }
