#include <stdlib.h>
#include "lines.h"

void parse(void) { line_free(malloc(99)); }
