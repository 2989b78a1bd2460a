#include <string.h>
#include "mem/mem.h"

void f(char *x, size_t n) {
  MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), ZEROED(sizeof(int), n, allocators_get(ALLOC_SYSTEM_VM)));
  x = (char *)copy(/* in */ strndup((char *)copy(x, 1), n /* limit */), 1);
}
