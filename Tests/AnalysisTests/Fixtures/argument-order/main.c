#include <stdlib.h>
#include <string.h>

/* The arguments of a call are evaluated in any order: what one of them changes,
   another one may have been read from before. */

struct buffer {
  size_t size;
  char *data;
};

static void *make(size_t flags, size_t size) {
  (void)flags;
  return malloc(size);
}

static size_t look(struct buffer *b) {
  return b->size;
}

struct counter {
  size_t size;
};

static size_t look_at(size_t n) {
  return n;
}

static size_t grow(struct counter *c) {
  return ++c->size;
}

static size_t cut(char *s) {
  return s[1] = 0;
}

static char *copy(const char *s, size_t size) {
  char *p = malloc(size);
  if (!p) abort();
  return memcpy(p, s, size);
}

static char *copy_text(char *s) {
  return copy(s, strlen(s) + 1);
}

static char *copy_cut(char *s) {
  return copy((cut(s), s), strlen(s) + 1);
}

static void fill(struct buffer *b, size_t size) {
  b->data = make(look_at(size), size);
  b->size = size;
}

struct other {
  size_t size;
  char *data;
};

static void fill_other(struct other *o, size_t size) {
  o->data = make(size++, size);
  o->size = size;
}

int main(int argc, char **argv) {
  (void)argv;
  struct buffer b;
  struct counter c = {argc};
  struct other o;
  size_t n = argc, m = argc;
  char text[] = "hello";
  fill(&b, n);
  free(b.data);
  char *i = copy_text(text);
  free(i);
  char *d = make(m++, n);
  free(d);
  char *e = make(look(&b), c.size);
  free(e);
  /* Near misses. */
  char *f = make(n++, n);
  free(f);
  char *g = make(grow(&c), c.size);
  free(g);
  char *h = copy_cut(text);
  free(h);
  fill_other(&o, n);
  free(o.data);
  return 0;
}
