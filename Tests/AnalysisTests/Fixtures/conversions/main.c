#include <stdlib.h>

/* A size that is computed from a converted value is told by the value as it was
   before only where that means the same. */

static void *half(int x) {
  return malloc(x / 2 + 100);
}

static void *twice(size_t x) {
  return malloc(x * 2 + 8);
}

static void *one_less(size_t x) {
  return malloc(x - 1 + 8);
}

static void *rest(size_t x) {
  return malloc(x % 7 + 1);
}

static void *plain(unsigned x) {
  return malloc(x);
}

static void *old_style(n)
  int n;
{
  return malloc(n + 1);
}

static void *old_style_narrow(n)
  unsigned short n;
{
  return malloc(n);
}

struct buffer {
  unsigned size;
  char *data;
};

static void fill(struct buffer *b, size_t size) {
  b->data = malloc(size * 2);
  b->size = size;
}

struct other {
  unsigned size;
  char *data;
};

static void fill_other(struct other *o, int size) {
  o->data = malloc(size + (size_t)8);
  o->size = size;
}

int main(int argc, char **argv) {
  (void)argv;
  int n = argc, negative = argc - 6, large = 65536 + argc;
  unsigned u = argc, none = argc - argc, wrapped = argc - 6;
  struct buffer b;
  struct other o;
  char *a = half(n), *c = twice(n), *d = twice(u), *e = one_less(n), *f = plain(n);
  char *g = old_style(n);
  fill(&b, n);
  free(a);
  free(c);
  free(d);
  free(e);
  free(f);
  free(g);
  free(b.data);
  /* Near misses. */
  char *h = half(wrapped), *i = one_less(none), *j = rest(negative);
  char *k = old_style_narrow(large), *l = malloc((int)wrapped / 2 + 100);
  fill_other(&o, negative);
  free(h);
  free(i);
  free(j);
  free(k);
  free(l);
  free(o.data);
  return 0;
}
