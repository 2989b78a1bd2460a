#include "mem/mem.h"
#include "b_refactored.h"
void f(void *p) { free(p); }
