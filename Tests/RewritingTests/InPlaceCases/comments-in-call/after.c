#include <stdlib.h>
#include "mem/mem.h"

void f(char *p, char *q, void *r) {
  MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), /*why*/p, sizeof *p /* x */);
  MEM_FREE_STR( allocators_get(ALLOC_SYSTEM_VM), /* padded */ q );
  MEM_FREE_UNSIZED /* odd */ (allocators_get(ALLOC_SYSTEM_VM), r // to the end
  );
}
