#ifndef INLINE_H
#define INLINE_H
#include <stdlib.h>
#include "mem/mem.h"
static inline void drop(void *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p); }
#endif
