#include <stdlib.h>
#include "hook.h"

void *(*hook)(size_t);

int main(void) {
  char *p = hook ? hook(3) : malloc(3);
  free(p);
  return 0;
}
