#include <stdlib.h>
#include "gone.h"
void c(char *p) { free(p); }
