#include <stdlib.h>
#include "list.h"

int main(void) {
  void *p = malloc(1);
  free(p);
  return 0;
}
