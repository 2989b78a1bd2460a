#include "sizes.h"
#include <stdlib.h>

char *fresh(void) { return malloc(NAME_SIZE + 2); }
