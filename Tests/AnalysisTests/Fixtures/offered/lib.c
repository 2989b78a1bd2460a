#include "lib.h"

#include <stdlib.h>
#include <string.h>

/* Clients call what a header offers, and nothing else. */

struct box {
  char *name;
};

/* No header declares it: a client's string does not come here. */
void cut(char *text) { text[0] = 0; }

/* Declared, but hidden. */
void box_drop(char *text) { free(text); }

struct box *box_new(const char *name) {
  struct box *b = malloc(sizeof *b);
  if (!b) return NULL;
  b->name = strdup(name);
  return b;
}

const char *box_name(struct box *b) { return b->name; }

void box_free(struct box *b) {
  box_drop(b->name);
  free(b);
}
