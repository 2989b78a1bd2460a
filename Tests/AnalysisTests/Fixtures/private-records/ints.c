/* Records that two sources define for themselves by one name: the other's counter
   may change without its pointer. */
#include "main.h"
#include <stdlib.h>

struct vec {
  int *p;
  int n;
};
static struct vec v;

void ints_add(int x) {
  int *p = realloc(v.p, sizeof *p * (size_t)(v.n + 1));
  if (!p) abort();
  v.p = p;
  v.p[v.n++] = x;
}
void ints_end(void) {
  free(v.p);
  v.p = NULL;
  v.n = 0;
}

/* Near miss: the other source has the same memory as a record that goes on. */
struct view {
  char *text;
  size_t n;
};
struct view *view_new(size_t n) {
  struct view *view = malloc(64);
  if (!view) abort();
  view->text = malloc(n);
  view->n = n;
  return view;
}
void view_free(struct view *view) {
  free(view->text);
  free(view);
}
