/* Sizes are computed in the type in which the allocation computes them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct bitmap {
  int width;
  char *row;
};
static void row_new(struct bitmap *b, int width) {
  b->width = width;
  b->row = malloc((b->width * 3 - 1) / 8 + 1);
}
static void row_free(struct bitmap *b) { free(b->row); }

/* The product wraps around in 32 bits. */
struct table {
  unsigned rows;
  char *cells;
};
static void table_new(struct table *t, unsigned rows) {
  t->rows = rows;
  t->cells = malloc(t->rows * 4);
}
static void table_free(struct table *t) { free(t->cells); }

/* The counter has more bits than what the size is computed from. */
struct wide {
  size_t count;
  char *data;
};
static void wide_new(struct wide *w, unsigned n) {
  w->data = malloc(n * 4 + 8);
  w->count = n;
}
static void wide_free(struct wide *w) { free(w->data); }
struct half {
  size_t count;
  char *data;
};
static void half_new(struct half *h, int n) {
  h->data = malloc(n / 2 + 8);
  h->count = n;
}
static void half_free(struct half *h) { free(h->data); }
struct signed_wide {
  size_t count;
  char *data;
};
static void signed_new(struct signed_wide *w, int n) {
  w->data = malloc((n - 1) * sizeof(int) + 16);
  w->count = n;
}
static void signed_free(struct signed_wide *w) { free(w->data); }

static void *product(size_t n, size_t size) { return malloc(n * size); }
static void *rounded(int n) { return malloc((n + 7) / 8 + 1); }

static void locals(int n, unsigned u, const char *text, char *end) {
  char *a = malloc((size_t)n * 3 + 1);
  free(a);
  char *b = malloc(u * 5u + 1);
  free(b);
  char *c = malloc(end - text + 1);
  free(c);
  char *d = malloc(strlen(text + 1) + 1);
  free(d);
  char *e = malloc(((size_t)u - 1) / 2 + 100);
  free(e);
  char *f = product(n, u);
  free(f);
  char *g = rounded(n - 8);
  free(g);
  char *h = malloc((u >> 1) + (n << 2));
  free(h);
  char *i = malloc((uint64_t)u % 7 + 1);
  free(i);
  char *j = calloc(n, u);
  free(j);
}

int main(int argc, char **argv) {
  (void)argv;
  int none = argc - argc;
  struct bitmap bitmap;
  row_new(&bitmap, none);
  row_free(&bitmap);
  struct table table;
  table_new(&table, 0x40000007u + none);
  table_free(&table);
  struct wide wide;
  wide_new(&wide, 0x40000003u + none);
  wide_free(&wide);
  struct half half;
  half_new(&half, none - 6);
  half_free(&half);
  struct signed_wide sign;
  signed_new(&sign, none);
  signed_free(&sign);
  char text[] = "text";
  locals(argc, argc, text, text + sizeof text);
  return 0;
}
