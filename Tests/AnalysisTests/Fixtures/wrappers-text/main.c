#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A function that makes text makes it for each of its callers: what one of them
   does to its own changes no other's. */

static void *xmalloc(size_t n) {
  void *p = malloc(n);
  if (!p) abort();
  return p;
}

static void *xmemdup(const void *from, size_t n) { return memcpy(xmalloc(n), from, n); }

/* Over two others. */
static char *xstrdup(const char *s) { return xmemdup(s, strlen(s) + 1); }

/* Over one. */
static char *copy(const char *s) {
  char *p = xmalloc(strlen(s) + 1);
  return strcpy(p, s);
}

/* Over the C library's. */
static char *dup_or_die(const char *s) {
  char *p = strdup(s);
  if (!p) abort();
  return p;
}

/* Of two blocks. */
static char *quote(const char *s, int twice) {
  char *once = malloc(strlen(s) + 1), *two;
  if (!once) return NULL;
  strcpy(once, s);
  if (!twice) return once;
  two = malloc(strlen(s) + strlen(once) + 1);
  if (two) {
    strcpy(two, s);
    strcat(two, once);
  }
  free(once);
  return two;
}

static void own(const char *s) {
  char *whole = copy(s), *cut = copy(s);
  char *second = dup_or_die(s), *shorter = dup_or_die(s);
  char *third = quote(s, 1), *short_third = quote(s, 1);
  char *fourth = xstrdup(s), *short_fourth = xstrdup(s);
  cut[1] = 0;
  shorter[2] = 0;
  *short_third = 0;
  strtok(short_fourth, "b");
  printf("%s%s%s%s", whole, second, third, fourth);
  /* Strings as they were made. */
  free(whole);
  free(second);
  free(third);
  free(fourth);
  /* Strings that were cut. */
  free(cut);
  free(shorter);
  free(short_third);
  free(short_fourth);
}

/* Near misses: others have these blocks, too. */
static char *last;

static char *kept(const char *s) {
  char *p = strdup(s);
  last = p;
  return p;
}

static char *cached(const char *s) {
  static char *p;
  if (!p) p = strdup(s);
  return p;
}

static void (*hook)(char *);

static char *hooked(const char *s) {
  char *p = strdup(s);
  hook(p);
  return p;
}

static void cut_it(char *p) { p[1] = 0; }

static char *through_address(const char *s) {
  char *p = strdup(s);
  char **where = &p;
  (*where)[1] = 0;
  return p;
}

static char *given(const char *s, char *old) { return old ? old : strdup(s); }

/* What is called through a pointer gives each caller a block of its own, too. */
static char *plain(const char *s) {
  char *p = strdup(s);
  return p;
}
static char *(*maker)(const char *) = plain;

static void near_misses(const char *s) {
  char *a = kept(s);
  last[2] = 0;
  free(a);
  char *b = cached(s);
  cached(s)[1] = 0;
  free(b);
  hook = cut_it;
  char *c = hooked(s);
  free(c);
  char *d = through_address(s);
  free(d);
  char *e = plain(s);
  e = given(s, e);
  e[0] = 0;
  free(e);
  char *f = maker(s), *g = maker(s);
  f[0] = 0;
  free(f);
  free(g);
}

/* A copy of something else than a string. */
static void bytes(void) {
  const char text[8] = "ab\0cdef";
  char *all = xmemdup(text, sizeof text);
  free(all);
  size_t n = strlen(text) + 1;
  char *shorter = xmemdup(text + 1, n);
  free(shorter);
  n++;
  char *longer = xmemdup(text, n);
  free(longer);
}

/* A number of bytes that the wrapper's caller decides on, two functions away. */
struct pair {
  long a, b;
};

static void *zeroed(size_t n, size_t size) {
  void *p = xmalloc(n * size);
  return memset(p, 0, n * size);
}

static void types(int n) {
  struct pair *one = zeroed(1, sizeof *one);
  int *many = zeroed(n, sizeof *many);
  one->a = many[0];
  free(one);
  free(many);
}

int main(int argc, char **argv) {
  own("abcdef");
  near_misses("ghijkl");
  bytes();
  types(argc + 3);
  return argv[0] == NULL;
}
