#ifndef GUARD
#define GUARD
#include <stdlib.h>
#ifdef A
#include <stdio.h>
#endif
static inline void f(void *p) { free(p); }
#endif /* GUARD */
