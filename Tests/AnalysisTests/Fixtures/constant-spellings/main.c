/* Constants in sizes keep their spelling, where it means the same. */
#include <stdlib.h>
#include <string.h>

#define SUM 1 + 2
#define ROOM 64
#define EIGHT 8
#define MB *(1 << 20)
#define SUFFIX ".suffix"
#define PART 16 + extra
#define LATER 4
enum { SLOTS = 12 };

static void *get(size_t n) {
  void *p = malloc(n);
  if (!p) abort();
  return p;
}
static void *get_string(size_t n) { return malloc(n + 1); }
static void *get_square(size_t n) { return malloc(n * n); }

/* A sum without parentheses needs some in a product. */
static void product(void) {
  int *p = calloc(SUM, sizeof *p);
  free(p);
}

/* Through wrappers. */
static void wrapped(void) {
  char *p = get(ROOM);
  free(p);
  char *q = get_string(ROOM);
  free(q);
  char *r = get_square(EIGHT);
  free(r);
  char *s = get(2 MB);
  free(s);
}

/* In sums and products. */
static void sums(size_t n) {
  char *p = malloc(n + ROOM);
  free(p);
  char *q = malloc(ROOM * n + SUM);
  free(q);
  char *r = malloc(n + sizeof(SUFFIX));
  free(r);
  char *s = malloc(strlen(SUFFIX) + n + 1);
  free(s);
  char *t = malloc(n + (ROOM - SLOTS));
  free(t);
  char *u = get_string(n + 3 * 4);
  free(u);
}

/* Part of a macro: its name would bring the rest along. */
static void parts(size_t n, size_t extra) {
  char *p = malloc(n * 3 + PART);
  free(p);
  char *q = malloc(2 * PART + n);
  free(q);
}

/* One of two equal numbers has the name. */
static void twice(size_t n) {
  char *p = malloc(n * 8 + EIGHT);
  free(p);
}

/* The name means another number at the release. */
static void redefined(size_t n) {
  char *p = malloc(n + LATER);
#undef LATER
#define LATER 5
  free(p);
}
static void hidden(size_t n) {
  char *p = malloc(n * SLOTS);
  {
    int SLOTS = 3;
    free(p);
    (void)SLOTS;
  }
}

int main(int argc, char **argv) {
  (void)argv;
  size_t n = (size_t)argc + 6;
  product();
  wrapped();
  sums(n);
  parts(n, n);
  twice(n);
  redefined(n);
  hidden(n);
  return 0;
}
