/* One program of the tree: its setup() makes a buffer of 16 bytes. */
#include <stdlib.h>

char *buffer;

void setup(void) { buffer = malloc(16); }

int main(void) {
  setup();
  free(buffer);
  return 0;
}
