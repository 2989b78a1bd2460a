#include <string.h>
#include "mem/mem.h"

char *f(int *x, char *s, size_t n) {
  return vm.copy(s, n + strlen((char *)(allocators_get(ALLOC_SYSTEM_VM))->zeroed(4, n)));
}
