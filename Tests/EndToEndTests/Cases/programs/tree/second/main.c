#include <stdlib.h>
#include "../common/box.h"

char *buffer;

void setup(void) { buffer = malloc(32); }

int main(void) {
  setup();
  free(buffer);
  box_drop(malloc(100));
  return 0;
}
