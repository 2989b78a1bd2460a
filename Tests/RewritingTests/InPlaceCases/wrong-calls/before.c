#include <stdlib.h>

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
  free(p);
}
