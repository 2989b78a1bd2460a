#include "main.h"
#include <stdlib.h>

int *shared;
int shared_count;
void share(int n) {
  shared = malloc((size_t)n * sizeof *shared);
  shared_count = n;
}
