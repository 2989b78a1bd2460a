#include <stdlib.h>
#include <string.h>

/* What a function returns of its arguments, each caller gets back as its own. */

static void *check(void *p) {
  if (!p) abort();
  return p;
}

#define NEW(type) ((type *)check(malloc(sizeof(type))))

static void *xmalloc(size_t n) { return check(malloc(n)); }

static char *assign(char *old, char *new) {
  free(old);
  return new;
}

static char *assign_copy(char *old, const char *s) { return assign(old, check(strdup(s))); }

static char *first_of(char *a, char *b, int which) {
  char *r;
  if (which)
    r = a;
  else
    r = b;
  return r;
}

struct a {
  int x;
};
struct b {
  long x[4];
};

static void own(const char *s, int which) {
  struct a *a = NEW(struct a);
  struct b *b = NEW(struct b);
  char *fixed = check(malloc(10));
  int *numbers = xmalloc(which * sizeof *numbers + 4);
  char *text = assign(NULL, strdup(s));
  text = assign_copy(text, s);
  char *cut = assign(NULL, strdup(s));
  cut[1] = 0;
  char *one = malloc(5), *two = malloc(5);
  char *chosen = first_of(one, two, which);
  free(chosen == one ? two : one);
  free(chosen);
  free(a);
  free(b);
  free(fixed);
  free(numbers);
  free(text);
  free(cut);
}

/* Near misses: what these return may be another caller's. */
static char *previous(char *p) {
  static char *last;
  char *r = last;
  last = p;
  return r;
}

static char *changed(char *p, int n) {
  char **where = &p;
  if (n) *where = malloc(n);
  return p;
}

static char *replaced(char *p, int n) {
  if (n) {
    free(p);
    p = malloc(n);
  }
  return p;
}

struct holder {
  char *held;
};

static char *held(struct holder *h, char *p) {
  char *r = h->held;
  h->held = p;
  return r;
}

static char *recursive(char *a, char *b, int n) {
  if (n > 0) return recursive(b, a, n - 1);
  return a;
}

static void near_misses(void) {
  struct holder h = {malloc(21)};
  char *a = previous(malloc(11));
  free(a);
  a = previous(malloc(12));
  free(a);
  char *b = changed(malloc(13), 0);
  free(b);
  b = replaced(malloc(14), 15);
  free(b);
  char *c = held(&h, malloc(22));
  free(c);
  free(h.held);
  char *x = malloc(31), *y = malloc(32);
  char *d = recursive(x, y, 1);
  free(d);
  free(x);
  a = previous(NULL);
  free(a);
  char *(*through)(char *, char *) = assign;
  char *e = through(malloc(41), malloc(42));
  free(e);
}

int main(int argc, char **argv) {
  own("abcdef", argc);
  near_misses();
  return argv[0] == NULL;
}
