#include <stdio.h>
#include <stdlib.h>
#include "mem.h"

void *xmalloc(size_t n) {
  void *p = malloc(n);
  if (!p) {
    fprintf(stderr, "no memory\n");
    exit(1);
  }
  return p;
}

void xfree(void *p) { free(p); }
