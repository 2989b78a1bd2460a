#include <stdlib.h>
#include "gone.h"
void b(char *p) { free(p); }
