#include <stdarg.h>
#include <stdlib.h>
#include "library.h"

/* Callers outside the program may pass what they like. */
void release_all(int n, ...) {
  va_list list;
  va_start(list, n);
  while (n--) free(va_arg(list, void *));
  va_end(list);
}

void release_own(void) { release_all(1, malloc(7)); }
