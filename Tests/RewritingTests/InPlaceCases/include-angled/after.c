#include <stdlib.h>
#include <mem.h>
void f(void *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p); }
