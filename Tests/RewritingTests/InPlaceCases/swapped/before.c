#include <stdlib.h>

void f(size_t n) {
  int *b = calloc( /* how many */ n + 1, sizeof *b /* bytes */ );
  int *d = calloc(n, // items
      4);
}
