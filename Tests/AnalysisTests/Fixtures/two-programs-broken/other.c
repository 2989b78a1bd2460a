#include <stdlib.h>

/* Another program, which clang cannot compile: this says nothing of the first one. */
int main(void) {
  int *p = malloc(sizeof *p);
  struct missing m;
  free(p);
  return 0;
}
