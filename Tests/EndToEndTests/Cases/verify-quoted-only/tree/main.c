#include <stdlib.h>
#include "own.h"

int main(void) {
  char *p = malloc(OWN);
  free(p);
  return 0;
}
