#include <stdlib.h>
#include <string.h>

/* Wrappers that do more than they seem to: what the caller passed does not tell
   the size. */

/* The parameter is changed through its address. */
static void round_up(size_t *n) { *n = (*n + 7) / 8 * 8; }

static void *rounded(size_t n) {
  round_up(&n);
  return malloc(n);
}

static void *twice_rounded(size_t n) { return rounded(n); }

static void *by_pointer(size_t n) {
  size_t *q = &n;
  *q = 20;
  return calloc(n, 1);
}

static void *rounded_again(void *p, size_t n) {
  round_up(&n);
  p = realloc(p, n);
  return p;
}

/* The call changes what it was passed. */
struct text {
  size_t room;
  char bytes[8];
};

static void *clearing(size_t n, struct text *t) {
  t->room = 1;
  return malloc(n);
}

static char *cut_last(char *s) {
  char *p = malloc(9);
  s[1] = 0;
  if (p) *p = 0;
  return p;
}

static void *cutting(size_t n, char *s) {
  s[2] = 0;
  return malloc(n);
}

/* The bytes that are copied are others by then. */
static void *copy_rest(const char *s, size_t n) {
  s++;
  void *p = malloc(n);
  if (p) memcpy(p, s, n);
  return p;
}

static void *cut_and_copy(char *s, size_t n) {
  s[1] = 0;
  void *p = malloc(n);
  if (p) memcpy(p, s, n);
  return p;
}

static void cut(char *s) { s[1] = 0; }

static void *cut_by_call(char *s, size_t n) {
  cut(s);
  void *p = malloc(n);
  if (p) memcpy(p, s, n);
  return p;
}

static void *plain_copy(const char *s, size_t n) {
  void *p = malloc(n);
  if (p) memcpy(p, s, n);
  return p;
}

int main(int argc, char **argv) {
  size_t n = 5;
  char *a = rounded(n), *b = twice_rounded(n), *c = by_pointer(n);
  char *d = rounded_again(malloc(3), n);
  free(a);
  free(b);
  free(c);
  free(d);
  struct text t = {6, "abcdef"};
  char *e = clearing(t.room, &t);
  free(e);
  char *f = cutting(strlen(t.bytes) + 1, t.bytes);
  if (f) strcpy(f, t.bytes);
  free(f);
  char s[] = "ghijkl";
  char *g = cut_last(s);
  free(g);
  char *h = copy_rest("mn\0opq", strlen("mn\0opq") + 1);
  free(h);
  char text[] = "rstuvw";
  char *i = cut_and_copy(text, strlen(text) + 1);
  free(i);
  char *j = plain_copy(s, strlen(s) + 1);
  free(j);
  /* A conversion that changes what is asked for. */
  char sign = (char)-56;
  char *k = malloc((unsigned char)sign);
  free(k);
  unsigned char wide = 200;
  char *l = malloc((size_t)wide);
  free(l);
  /* The string is cut right before the wrapper allocates. */
  char *first = argc > 1 ? argv[1] : argv[0];
  char *m = cut_and_copy(first, strlen(first) + 1);
  free(m);
  char *last = argc > 2 ? argv[2] : argv[0];
  char *o = cut_by_call(last, strlen(last) + 1);
  free(o);
  return argc > 9 && argv[0] == NULL;
}
