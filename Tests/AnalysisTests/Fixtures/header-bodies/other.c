#define EMPTY
#define PADDING + 8
#include "copy.h"

void other(size_t n);

void other(size_t n) {
  char *a = padded(n), *b = copy("hello"), *c = copy_anyhow("hello");
  free(a);
  free(b);
  free(c);
}
