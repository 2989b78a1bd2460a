#include <stdlib.h>
#include "mem/mem.h"

void f(size_t n) {
  int *a = zeroed((sizeof *a) * n, allocators_get(ALLOC_SYSTEM_VM));
  int *b = zeroed( (sizeof *b) * (n + 1), allocators_get(ALLOC_SYSTEM_VM) /* how many */ /* bytes */ );
  int *c = calloc(count(), sizeof *c);
  int *d = zeroed(// items
      4 * n, allocators_get(ALLOC_SYSTEM_VM));
}
