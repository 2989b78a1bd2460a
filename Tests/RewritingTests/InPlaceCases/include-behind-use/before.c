/* top */
#define _GNU_SOURCE
#include <stdlib.h>

#ifdef DEBUG
# include "debug.h"
#endif

void f(void *p) { free(p); }

#include "table.inc"
