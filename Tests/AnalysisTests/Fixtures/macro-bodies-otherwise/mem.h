#ifndef MEM_H
#define MEM_H

#include <stdlib.h>

/* What this releases depends on who uses it. */
#define DROP(p)  \
  do {           \
    free(p);     \
    (p) = NULL;  \
  } while (0)

#define DROP_IF(c, p) \
  if (c) DROP(p)

/* This is the same for all. */
#define MAKE(p) ((p) = calloc(1, sizeof *(p)))

#endif
