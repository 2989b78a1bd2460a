#include "main.h"
#include <stdlib.h>

struct vec {
  double *items;
  int n, room;
};
static struct vec v;

void doubles_set(int n) {
  free(v.items);
  v.items = malloc((size_t)n * sizeof *v.items);
  v.n = n;
}
void doubles_trim(void) { v.n /= 2; }
void doubles_end(void) {
  free(v.items);
  v.items = NULL;
}

/* What a source does not know may have another type. */
struct view {
  void *text;
  size_t n;
  int cuts;
};
void view_cut(struct view *view) { view->n /= 2; }
