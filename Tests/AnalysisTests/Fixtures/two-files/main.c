#include "box.h"
#include <stdlib.h>

static void helper(void) {
  char *p = malloc(3);
  free(p);
}

int main(void) {
  struct box *b = box_new(3);
  helper();
  box_free(b);
  return 0;
}
