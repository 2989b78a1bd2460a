#include "a.h"
#include "mem/mem.h"
void a(void *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p); }
