#include <stdlib.h>
#include "mem/mem.h"
/* grüße, © */
void f(char *p) { puts("é"); MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p /* ä */); puts("ÿ"); }
