/* Another program of the tree with a setup() of its own: what it makes must
   not be released as the first one's. */
#include <stdlib.h>

char *buffer;

void setup(void) { buffer = malloc(32); }

int main(void) {
  setup();
  free(buffer);
  return 0;
}
