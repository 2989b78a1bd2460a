#include <stdlib.h>
#include "mem/mem.h"

void f(void *p, size_t n) {
  free();
  free(p, n);
  malloc();
  realloc(p);
  free(
#ifdef X
    p
#else
    n
#endif
  );
  MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p);
}
