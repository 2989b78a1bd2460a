#include <stdlib.h>
#include "mem/mem.h"
#if 0
don't free(x)
#endif
void f(char *p) {
  puts("free(p) \" free(p)"); /* free(p) */ // free(p)
  free(strchr(p, ')')); MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), strchr(p, ',')), MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), p + '"');
}
