#include <stdlib.h>
#include "gone.h"
void a(char *p) { free(p); }
