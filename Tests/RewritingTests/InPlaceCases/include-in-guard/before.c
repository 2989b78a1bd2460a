/* guarded */
#ifndef A_H
#define A_H
#include <stdlib.h>
static inline void f(void *p) { free(p); }
#include "late.h"
#endif
