/* guarded */
#ifndef A_H
#define A_H
#include <stdlib.h>
#include "mem/mem.h"
static inline void f(void *p) { MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p); }
#include "late.h"
#endif
