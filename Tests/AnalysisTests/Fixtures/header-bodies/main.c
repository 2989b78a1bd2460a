#define PADDING
#include "copy.h"

void other(size_t n);

int main(int argc, char **argv) {
  (void)argv;
  char *a = padded(argc), *b = copy("hello"), *c = copy_anyhow("hello");
  free(a);
  free(b);
  free(c);
  other(argc);
  return 0;
}
