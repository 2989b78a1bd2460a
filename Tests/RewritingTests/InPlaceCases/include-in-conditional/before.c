#include <stdlib.h>
#ifdef USE_MEM
#include "mem/mem.h"
#endif

void f(void *p) { free(p); }
