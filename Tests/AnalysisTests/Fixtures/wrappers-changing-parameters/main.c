#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Wrappers that compute the size in a variable, change their parameters afterwards, and
   have others fill the block. */

struct numbers {
  int *values;
  int count;
};

static int *make_numbers(int n) {
  size_t bytes = n * sizeof(int);
  int *p = malloc(bytes);
  if (!p) abort();
  memset(p, 0, bytes);
  return p;
}

static void *make_bytes(size_t n) {
  char *p = malloc(n);
  if (!p) abort();
  while (n-- > 0) p[n] = 'x';
  return p;
}

static double *filled(size_t n) {
  double *p = malloc(n * sizeof *p), *q = p;
  if (!p) abort();
  for (; n; n--) *q++ = 1;
  return p;
}

static size_t get(const char *from, size_t length, char *to) {
  char *cursor = to;
  size_t rest = length;
  while (rest > 0 && *from) {
    memcpy(cursor, from, 1);
    cursor += 1;
    from++;
    rest--;
  }
  return length - rest;
}

static char *text_of(const char *from, size_t length) {
  char *p = malloc(length + 1);
  if (!p) abort();
  length = get(from, length, p);
  p[length] = 0;
  return p;
}

static void *changed_between(size_t n) {
  size_t bytes = n * 2;
  n = 3;
  void *p = malloc(bytes + 1);
  if (!p || n != 3) abort();
  return p;
}

/* What the caller passed does not tell the size of these. */
static void *at_least(size_t n) {
  if (n < 16) n = 16;
  void *p = malloc(n);
  if (!p) abort();
  n = 0;
  return p;
}

static void *second(size_t n) {
  void *p = NULL;
  for (int i = 0; i < 2; i++) {
    free(p);
    p = malloc(n);
    n += 8;
  }
  if (!p) abort();
  return p;
}

static void *sometimes_twice(size_t n) {
  size_t bytes = n;
  if (n > 20) bytes = 2 * n;
  void *p = malloc(bytes);
  if (!p) abort();
  return p;
}

static void *cut(size_t n) {
  unsigned char bytes = (unsigned char)n;
  void *p = malloc(bytes);
  if (!p) abort();
  return p;
}

static void *mixed(size_t n) {
  size_t bytes = n * 2;
  n = 3;
  void *p = malloc(bytes + n);
  if (!p) abort();
  return p;
}

static void *again(size_t n) {
  void *p;
again:
  p = malloc(n);
  if (!p) abort();
  if (n < 40) {
    free(p);
    n = 40;
    goto again;
  }
  return p;
}

static void *largest(size_t n) {
  static size_t bytes;
  if (bytes < n) bytes = n;
  void *p = malloc(bytes);
  if (!p) abort();
  return p;
}

static void *lasting(size_t n) {
  static size_t bytes = 30;
  void *p = malloc(bytes + n - n);
  if (!p) abort();
  return p;
}

static void *before_change(size_t n) {
  size_t bytes;
  for (int i = 0;; i++) {
    if (i == 1) break;
    bytes = n + 1;
    n = 2;
  }
  bytes = n + 4;
  void *p = malloc(bytes);
  if (!p) abort();
  return p;
}

/* Somebody else has these. */
static char *kept;

static void keep(char *p) { kept = p + 1; }

static char *shared(size_t n) {
  char *p = malloc(n);
  if (!p) abort();
  keep(p);
  return p;
}

static char *inner(size_t n) {
  char *p = malloc(n), *q = p;
  if (!p) abort();
  q++;
  return q;
}

static char *passed(char *p) { return p; }

static char *same(size_t n) {
  char *p = malloc(n);
  if (!p) abort();
  return passed(p);
}

/* The text need not fill its block. */
struct line {
  char *text;
};

static void line_free(struct line *line) { free(line->text); }

int main(int argc, char **argv) {
  (void)argv;
  struct numbers numbers;
  numbers.count = 5 + argc;
  numbers.values = make_numbers(numbers.count);
  free(numbers.values);
  size_t n = 299 + argc, few = 9 + argc;
  void *a = make_bytes(n);
  free(a);
  double *b = filled(n);
  free(b);
  char *c = text_of("some text", few);
  free(c);
  void *d = changed_between(n);
  free(d);

  void *e = at_least(few);
  free(e);
  void *f = second(n);
  free(f);
  void *g = sometimes_twice(n);
  free(g);
  void *h = cut(n);
  free(h);
  void *i = mixed(n);
  free(i);
  void *j = again(few);
  free(j);
  void *k = largest(n);
  free(k);
  k = largest(few);
  free(k);
  void *l = lasting(n);
  free(l);
  void *m = before_change(n);
  free(m);

  char *o = shared(n);
  if (o != kept - 1) abort();
  free(kept - 1);
  char *p = inner(n);
  free(p - 1);
  char *q = same(n);
  free(q);

  struct line line = {text_of("short", n)};
  line_free(&line);
  return 0;
}
