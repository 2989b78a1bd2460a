/* A macro of the function's name that is undefined before the others are used. */
#include <stdlib.h>
#define free(p) counted_free(p)
#include "release.h"
#undef free
int undefined_before(void) {
  struct box *one = malloc(sizeof *one), *two = malloc(sizeof *two);
  if (!one || !two) return 1;
  one->n = 1;
  two->n = one->n + 1;
  int n = two->n;
  RELEASE_BOTH(one, two);
  return n;
}
