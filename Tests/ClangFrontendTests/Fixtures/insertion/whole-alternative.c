#ifndef NEVER
#define _GNU_SOURCE
#include <stdlib.h>

void f(void *p) { free(p); }
#else
typedef int nothing;
#endif
