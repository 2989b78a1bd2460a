#include <stdlib.h>

#define DROP(p) ((void)free(p))

#ifdef TRACE
static char *trace(void) { return malloc(80); }
#endif

int main(void) {
  char *block = malloc(8);
  if (block == NULL) return 1;
  free(block);
  return 0;
}
