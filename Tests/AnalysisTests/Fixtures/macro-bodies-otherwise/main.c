#include "mem.h"

int main(int argc, char **argv) {
  int *p = malloc(sizeof *p);
  long *q;
  MAKE(q);
  DROP_IF(argc > 0, p);
  free(q);
  return 0;
}
