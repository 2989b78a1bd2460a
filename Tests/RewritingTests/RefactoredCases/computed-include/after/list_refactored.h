#include "mem/mem.h"
#define DROP(p) MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p)
