/* Functions that the rules make a family's, and that headers declare: their calls
   are sites, and what clients do with them says nothing about their bodies. */
#include "main.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *xmalloc(size_t n) {
  void *p = malloc(n);
  if (!p) abort();
  return p;
}
void xfree(void *p) { free(p); }

static char *last;

/* Nobody here calls it: a client may. */
char *name_of(int k) {
  char *r = xmalloc(20);
  snprintf(r, 20, "%d", k);
  return r;
}
char *peek(void) { return last; }

static void set(int k) {
  xfree(last);
  last = name_of(k);
}

int main(void) {
  set(1);
  set(2);
  puts(peek());
  set(3);
  xfree(last);
  last = NULL;
  return 0;
}
