#include <stdlib.h>

#define FREE(p) do { free(p); (p) = NULL; } while (0)
#define NEW(T, n) \
  ((T *)malloc( \
    sizeof(T) * \
    (n)))
#define DROP(p, n) free( \
  (p)  /* gone */  \
  )
#define QUIET(p) free(p)   // not free(q)

void f(int *p) { FREE(p); }
