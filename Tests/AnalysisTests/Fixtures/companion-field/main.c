#include <stdlib.h>

struct vec {
  int *items;
  size_t cap;
  size_t len;
};

static int vec_init(struct vec *v, size_t n) {
  v->items = malloc(n * sizeof(int));
  if (!v->items) return -1;
  v->cap = n;
  v->len = 0;
  return 0;
}

static int vec_push(struct vec *v, int x) {
  if (v->len == v->cap) {
    size_t cap = v->cap * 2;
    int *items = realloc(v->items, cap * sizeof(int));
    if (!items) return -1;
    v->items = items;
    v->cap = cap;
  }
  v->items[v->len++] = x;
  return 0;
}

static void vec_drop(struct vec *v) {
  free(v->items);
  v->items = NULL;
  v->cap = 0;
  v->len = 0;
}

/* One more at a time: the length is the capacity. */
struct names {
  char **names;
  int count;
};

static void add(struct names *n, char *name) {
  n->names = realloc(n->names, (n->count + 1) * sizeof(char *));
  if (!n->names) abort();
  n->names[n->count] = name;
  n->count++;
}

/* Two fields that move together to another object. */
static void steal(struct vec *to, struct vec *from) {
  free(to->items);
  to->items = from->items;
  to->cap = from->cap;
  from->items = NULL;
  from->cap = 0;
}

/* The size of an element comes first. */
struct row { long *cells; long width; };

static void row_widen(struct row *row) {
  row->cells = realloc(row->cells, sizeof(long) * (row->width + 16));
  row->width += 16;
}

static void row_test(long width) {
  struct row row;
  row.cells = malloc(sizeof(long) * width);
  row.width = width;
  row_widen(&row);
  free(row.cells);
}

int main(void) {
  struct vec v, w;
  row_test(3);
  if (vec_init(&v, 4) || vec_init(&w, 8)) return 1;
  vec_push(&v, 1);
  steal(&w, &v);
  vec_drop(&v);
  vec_drop(&w);
  struct names n = {NULL, 0};
  add(&n, "a");
  free(n.names);
  return 0;
}
