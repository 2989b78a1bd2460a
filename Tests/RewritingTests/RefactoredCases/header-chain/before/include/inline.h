#ifndef INLINE_H
#define INLINE_H
#include <stdlib.h>
static inline void drop(void *p) { free(p); }
#endif
