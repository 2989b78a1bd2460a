#include <stdlib.h>
#include "../common/box.h"

char *buffer;

void setup(void) { buffer = malloc(16); }

int main(void) {
  setup();
  free(buffer);
  box_drop(box_new(3));
  return 0;
}
