#include "mem/mem.h"
void f(void *p) { free(p); }
