#include "mem/mem.h"
static void g(void *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p); }
