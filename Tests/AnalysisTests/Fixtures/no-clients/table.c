#include "table.h"

#include <stdlib.h>
#include <string.h>

/* Two programs share it, and nothing else does: whoever sees the record's
   members in the header is among the sources. */
void table_init(struct table *t, const char *title, size_t count) {
  t->title = strdup(title);
  t->cells = calloc(count, sizeof *t->cells);
  t->count = count;
}

void table_clear(struct table *t) {
  free(t->title);
  free(t->cells);
}

char *table_title(const struct table *t) { return strdup(t->title); }

void title_free(char *title) { free(title); }

/* Nothing calls it, so nothing is known of what it would get. */
void table_reset(struct table *t) {
  table_clear(t);
  t->title = NULL;
  t->cells = NULL;
  t->count = 0;
}
