#include <stdlib.h>

void f(size_t n, struct pair a) {
  a.x = malloc(n), a.y = malloc(n + 1), a.z = malloc(/* one */ 1);
  free((struct pair){n, 0}.x);
  free(a.x);
  free(a.y);
}
