#include "mem/mem.h"
void g(void *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p); }