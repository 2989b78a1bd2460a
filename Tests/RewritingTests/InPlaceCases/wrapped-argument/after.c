#include <stdlib.h>
#include "mem/mem.h"

void f(size_t n, struct pair a) {
  a.x = grab((&vm[0, 1]), HEADER + n), a.y = grab((&vm[0, 1]), HEADER + (n + 1)), a.z = grab((&vm[0, 1]), /* one */ HEADER + 1);
  MEM_FREE_UNSIZED((&vm[0, 1]), ((struct pair){n, 0}.x));
  MEM_FREE((&vm[0, 1]), a.x, (f)(1, 2));
  MEM_FREE((&vm[0, 1]), a.y, (a, b));
}
