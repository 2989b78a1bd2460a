#include <stdlib.h>
#include "mem/mem.h"
void f(char *p) {
  p = VM_ALLOC(4);
  V_FREE(p, 4);
}
