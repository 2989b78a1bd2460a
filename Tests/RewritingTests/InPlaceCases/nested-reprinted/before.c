#include <string.h>

void f(char *x, size_t n) {
  free(calloc(n, sizeof(int)));
  x = strdup(/* in */ strndup(strdup(x), n /* limit */));
}
