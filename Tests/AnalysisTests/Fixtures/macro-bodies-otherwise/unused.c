#include "mem.h"

/* No macro of the header is used here: this says nothing of their bodies. */
#define calloc do_not_use_calloc

int unused(void) { return 0; }
