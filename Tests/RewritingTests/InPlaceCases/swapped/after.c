#include <stdlib.h>
#include "mem/mem.h"

void f(size_t n) {
  int *b = zeroed( sizeof *b /* bytes */, /* how many */ n + 1, allocators_get(ALLOC_SYSTEM_VM) );
  int *d = zeroed(// items
      4, n, allocators_get(ALLOC_SYSTEM_VM));
}
