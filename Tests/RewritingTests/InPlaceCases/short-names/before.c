#include <stdlib.h>
void f(char *p) {
  p = malloc(4);
  free(p);
}
