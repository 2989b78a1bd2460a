#include <stdlib.h>
#include "mem/mem.h"

#define FREE(p) do { MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), p, sizeof *(p)); (p) = NULL; } while (0)
#define NEW(T, n) \
  ((T *)MEM_ALLOC( \
    allocators_get(ALLOC_SYSTEM_VM), sizeof(T) * \
    (n)))
#define DROP(p, n) MEM_FREE( \
  allocators_get(ALLOC_SYSTEM_VM), (p), (n)  /* gone */  \
  )
#define QUIET(p) MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p)   // not free(q)

void f(int *p) { FREE(p); }
