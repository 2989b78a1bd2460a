/* top */
#define _GNU_SOURCE
#include <stdlib.h>
#include "mem/mem.h"

#ifdef DEBUG
# include "debug.h"
#endif

void f(void *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p); }

#include "table.inc"
