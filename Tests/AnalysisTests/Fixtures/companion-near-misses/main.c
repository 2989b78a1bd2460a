#include <stdlib.h>

/* A length is not a capacity. */
struct text {
  char *chars;
  size_t len;
};
static void text_init(struct text *t, size_t n) {
  t->chars = malloc(n);
  t->len = n;
}
static void text_cut(struct text *t) { t->len--; }

/* The capacity changes before the block does. */
struct grow {
  long *items;
  int cap;
};
static void grow_init(struct grow *g) {
  g->cap = 8;
  g->items = malloc(g->cap * sizeof(long));
}
static void grow_more(struct grow *g) {
  g->cap *= 2;
  g->items = realloc(g->items, g->cap * sizeof(long));
}

/* Zero before the release. */
struct zero {
  long *items;
  int cap;
};
static void zero_init(struct zero *z, int n) {
  z->items = malloc(n * sizeof(long));
  z->cap = n;
}
static void zero_drop(struct zero *z) {
  z->cap = 0;
  free(z->items);
  z->items = NULL;
}

/* The counter's address is taken. */
struct taken {
  long *items;
  int cap;
};
static void more(int *n) { ++*n; }
static void taken_init(struct taken *t, int n) {
  t->items = malloc(n * sizeof(long));
  t->cap = n;
  more(&t->cap);
}

/* Another object's counter. */
struct other {
  long *items;
  int cap;
};
static void other_init(struct other *a, struct other *b, int n) {
  a->items = malloc(n * sizeof(long));
  b->cap = n;
}

/* Something between the two may release the block. */
struct half {
  long *items;
  long *more;
  int cap;
};
static void half_drop(struct half *h) {
  free(h->items);
  free(h);
}
static void half_init(struct half *h, int n) {
  h->items = malloc(n * sizeof(long));
  h->more = malloc(8);
  if (!h->more) {
    half_drop(h);
    return;
  }
  h->cap = n;
}

/* Different elements. */
struct mixed {
  void *items;
  int cap;
};
static void mixed_init(struct mixed *m, int n, int wide) {
  if (wide)
    m->items = malloc(n * sizeof(long));
  else
    m->items = malloc(n * sizeof(short));
  m->cap = n;
}

int main(int argc, char **argv) {
  (void)argv;
  struct text t;
  text_init(&t, argc);
  text_cut(&t);
  free(t.chars);
  struct grow g;
  grow_init(&g);
  grow_more(&g);
  free(g.items);
  struct zero z;
  zero_init(&z, argc);
  zero_drop(&z);
  struct taken k;
  taken_init(&k, argc);
  free(k.items);
  struct other a, b;
  other_init(&a, &b, argc);
  free(a.items);
  struct half *h = malloc(sizeof *h);
  half_init(h, argc);
  free(h->more);
  half_drop(h);
  struct mixed m;
  mixed_init(&m, argc, argc > 2);
  free(m.items);
  return 0;
}
