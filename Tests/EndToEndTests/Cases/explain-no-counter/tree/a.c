#include <stdlib.h>
struct list { int *items; int used; };
void fill(struct list *l, int n) {
  int bytes = n * 4;
  l->items = malloc(bytes);
  l->used = 0;
}
void use(struct list *l) { l->used++; }
void drop(struct list *l) { free(l->items); }
static int *marks;
static int seen;
void mark(size_t n) {
  marks = calloc(n, sizeof *marks);
  seen = 7;
}
void unmark(void) {
  free(marks);
}
struct table { int *slots; unsigned long mask; };
void make(struct table *t, unsigned size) {
  t->slots = calloc(size, sizeof *t->slots);
  t->mask = size - 1;
}
void unmake(struct table *t) { free(t->slots); }
struct ends { char *text; int last; };
void start(struct ends *e, int n) {
  e->last = n + 1;
  e->text = malloc(n);
}
void stop(struct ends *e) {
  free(e->text);
}
int main(void) {
  struct list l;
  struct table t;
  struct ends e;
  fill(&l, 3);
  use(&l);
  drop(&l);
  mark(4);
  unmark();
  make(&t, 8);
  unmake(&t);
  start(&e, 4);
  stop(&e);
  return seen;
}
