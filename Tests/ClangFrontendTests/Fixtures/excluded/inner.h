#ifndef INNER_H
#define INNER_H
#include <stdlib.h>
static inline void inner(void *p) { free(p); }
#define INNER(p) inner(p)
#endif
