#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Wrappers that ask for another number of bytes instead of none. */

struct pair {
  int a, b;
};

static void *checked(void *p) {
  if (!p) abort();
  return p;
}

static void *by_choice(size_t n) { return checked(malloc(n ? n : 1)); }

static void *by_test(size_t n) {
  if (n == 0) n = 1;
  return checked(malloc(n));
}

static void *by_not(size_t n) {
  if (!n) {
    n = 4;
  }
  void *p;
  while (!(p = malloc(n))) puts("again");
  return p;
}

static void *by_order(size_t n) { return checked(malloc(n > 0 ? n : 1)); }
static void *by_most(size_t n) { return checked(malloc(1 < n ? n : 1)); }
static void *turned(size_t n) { return checked(malloc(n == 0 ? 16 : n)); }
static void *of_int(int n) { return checked(malloc(n ? n : 1)); }

static void *of_elements(size_t count, size_t size) {
  if (!count || !size) count = size = 1;
  return checked(calloc(count, size));
}

static void *of_some(size_t count, size_t size) {
  return checked(calloc(count ? count : 1, size ? size : 1));
}

static void *resized(void *p, size_t n) {
  if (n == 0) n = 1;
  return checked(realloc(p, n));
}

static char *copied(const char *s) { return strcpy(by_choice(strlen(s) + 1), s); }
static char *joined(const char *s, const char *t) {
  char *p = by_test(strlen(s) + strlen(t) + 1);
  strcpy(p, s);
  strcat(p, t);
  return p;
}

/* What is none of them. */

static void *of_signed(int n) { return checked(malloc(n > 0 ? n : 1)); }
static void *of_others(size_t n, size_t m) { return checked(malloc(n ? m : 1)); }
static void *of_more(size_t n) { return checked(malloc(n > 4 ? n : 1)); }
static void *of_two(size_t n) { return checked(malloc(n > 1 ? n : 2)); }
static void *of_zero(size_t n) { return checked(malloc(n ? n : 0)); }
static void *of_narrow(size_t n) { return checked(malloc((unsigned char)n ? n : 1)); }

static void *twice(size_t n) {
  if (n == 0) n = 1;
  if (n == 1) n = 8;
  return checked(malloc(n));
}

static void *sometimes(size_t n, int is_safe) {
  if (n == 0 && is_safe) n = 1;
  return checked(malloc(n));
}

static void *inside(size_t n, int is_safe) {
  if (n == 0) {
    if (is_safe) n = 1;
  }
  return checked(malloc(n));
}

static void *left(size_t n, int is_safe) {
  if (n == 0) {
    if (!is_safe) goto make;
    n = 1;
  }
make:
  return checked(malloc(n));
}

static void *of_other_test(size_t n, size_t m) {
  if (m == 0) n = 1;
  return checked(malloc(n));
}

static void *of_narrow_test(size_t n) {
  if ((unsigned char)n == 0) n = 1;
  return checked(malloc(n));
}

static void *of_narrow_assignment(size_t n, size_t m) {
  if (!(unsigned char)(n = m)) n = 1;
  return checked(malloc(n));
}

static void *later(size_t n) {
  void *p = checked(malloc(n));
  if (n == 0) n = 1;
  memset(p, 0, n - 1);
  return p;
}

static void *unless(size_t n) {
  if (n != 0) n = 8;
  return checked(malloc(n));
}

int main(int argc, char **argv) {
  size_t none = argc > 9;
  struct pair *one = by_choice(sizeof *one);
  free(one);
  struct pair *two = by_test(sizeof(struct pair));
  free(two);
  struct pair *three = by_not(sizeof *three);
  free(three);
  struct pair *four = by_order(sizeof *four);
  free(four);
  struct pair *five = by_most(sizeof *five);
  free(five);
  struct pair *six = turned(sizeof *six);
  free(six);
  int *seven = of_int(12);
  free(seven);
  struct pair *eight = of_some(1, sizeof *eight);
  free(eight);
  void *zero = by_choice(0);
  free(zero);
  void *four_bytes = by_not(0);
  free(four_bytes);
  char *some = by_choice(none);
  free(some);
  int *numbers = by_test(none * sizeof *numbers);
  free(numbers);
  char *more = turned(none + none);
  free(more);
  char *named = copied(argv[0]);
  free(named);
  char *both = joined(argv[0], "x");
  free(both);
  struct pair *grown = resized(NULL, sizeof *grown);
  grown = resized(grown, 2 * sizeof *grown);
  free(grown);

  struct pair *elements = of_elements(1, sizeof *elements);
  free(elements);
  char *sign = of_signed(argc - 2);
  free(sign);
  char *others = of_others(none, 4);
  free(others);
  char *above = of_more(3);
  free(above);
  char *unit = of_two(1);
  free(unit);
  char *empty = of_zero(none);
  free(empty);
  char *narrow = of_narrow(256);
  free(narrow);
  char *again = twice(none);
  free(again);
  char *unsafe = sometimes(none, argc > 5);
  free(unsafe);
  char *deep = inside(none, argc > 5);
  free(deep);
  char *gone = left(none, argc > 5);
  free(gone);
  char *other = of_other_test(4, none);
  free(other);
  char *narrow_test = of_narrow_test(512);
  free(narrow_test);
  char *narrow_assignment = of_narrow_assignment(2, 768);
  free(narrow_assignment);
  char *late = later(4);
  free(late);
  char *except = unless(4);
  free(except);
  return 0;
}
