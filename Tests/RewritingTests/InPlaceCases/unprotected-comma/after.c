#include <stdlib.h>
#include "mem/mem.h"
void f(struct m *m, int i) {
  MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), m->cells[(i, 0)], (m->n, 1));
  MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), ((int[]){1, 2}));
}
