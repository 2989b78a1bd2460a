#include <string.h>

char *f(int *x, char *s, size_t n) {
  return strndup(s, n + strlen((char *)calloc(n, 4)));
}
