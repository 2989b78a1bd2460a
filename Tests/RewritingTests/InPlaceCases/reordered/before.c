#include <stdlib.h>

void f(size_t n) {
  int *a = calloc(n, sizeof *a);
  int *b = calloc( /* how many */ n + 1, sizeof *b /* bytes */ );
  int *c = calloc(count(), sizeof *c);
  int *d = calloc(n, // items
      4);
}
