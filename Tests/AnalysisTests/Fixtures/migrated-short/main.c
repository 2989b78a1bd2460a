#include <stdlib.h>
#include "mem/mem_short.h"

struct list { struct list *next; };

void prefixed(const char *text) {
  char *s = STR_DUP(text);
  free(s);
  char *bytes = STR_ALLOC(12);
  free(bytes);
}

void named(void) {
  struct list *l = LISTS_CALLOC(1, sizeof *l);
  free(l);
}

void released(void) {
  struct list *l = malloc(sizeof *l);
  STR_FREE(l, sizeof *l);
}

/* A macro of another one's. */
#define OTHER_ALLOC(n) malloc(n)

void others(void) {
  char *p = OTHER_ALLOC(3);
  free(p);
}
