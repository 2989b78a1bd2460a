#include "main.h"
#include <stdlib.h>

struct vec {
  double *p;
  int n, room;
};
static struct vec v;

void doubles_set(int n) {
  free(v.p);
  v.p = malloc((size_t)n * sizeof *v.p);
  v.n = n;
}
void doubles_trim(void) { v.n /= 2; }
void doubles_end(void) {
  free(v.p);
  v.p = NULL;
}

struct view {
  char *text;
  size_t n;
  int cuts;
};
void view_cut(struct view *view) { view->n /= 2; }
