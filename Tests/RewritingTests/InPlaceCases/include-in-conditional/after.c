#include <stdlib.h>
#include "mem/mem.h"
#ifdef USE_MEM
#include "mem/mem.h"
#endif

void f(void *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p); }
