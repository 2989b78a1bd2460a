/* A local pointer gets one of several blocks of one size, and is freed while that
 * can be named; and what looks like it. */
#include <stdlib.h>
#include <string.h>

static size_t step(size_t *n) { return ++*n; }

static void chosen(int zeroed, size_t n) {
  char *p = zeroed ? calloc(1, n) : malloc(n);
  if (p) p[0] = 1;
  free(p);
}

static void by_parts(int zeroed, size_t n) {
  int *p = zeroed ? calloc(n, sizeof *p) : malloc(n * sizeof *p);
  if (p) p[0] = 1;
  free(p);
}

static void or_none(int wanted, size_t n) {
  char *p = wanted ? malloc(n) : NULL;
  if (p) p[0] = 1;
  free(p);
}

static void in_arms(int zeroed, size_t n) {
  char *p = NULL;
  if (zeroed) p = calloc(1, n);
  else p = malloc(n);
  if (p) p[0] = 1;
  free(p);
}

static void in_turn(int tries, size_t n) {
  char *p = NULL;
  for (int i = 0; !p && i < tries; i++) p = i ? calloc(1, n) : malloc(n);
  if (p) p[0] = 1;
  free(p);
}

/* Not so: the size changes, in one arm, behind the block, or through its address. */
static void changed(int zeroed, size_t n) {
  char *p = zeroed ? calloc(1, n) : malloc(n);
  n++;
  if (p) p[0] = (char)n;
  free(p);
}

static void changed_between(int zeroed, size_t n) {
  char *p = NULL;
  if (zeroed) {
    p = calloc(1, n);
  } else {
    n += 8;
    p = malloc(n);
    n += 8;
  }
  free(p);
}

static void changed_elsewhere(int zeroed, size_t n) {
  char *p = zeroed ? calloc(1, n) : malloc(n);
  if (step(&n) > 3) free(p);
}

static void changed_round(int tries, size_t n) {
  char *p = NULL, *kept = NULL;
  for (int i = 0; i < tries; i++, n += 3) {
    p = i ? calloc(1, n) : malloc(n);
    if (!kept) kept = p;
    else if (i < tries - 1) free(p);
  }
  free(kept);
  if (tries > 1) free(p);
}

/* Another size, in the other arm or from an earlier activation. */
static void other_size(int zeroed, size_t n) {
  char *p = zeroed ? calloc(2, n) : malloc(n);
  if (p) p[0] = 1;
  free(p);
}

static void older_block(int again, size_t n) {
  static char *kept;
  char *p = again ? kept : malloc(n);
  if (!again) kept = p;
  else free(p);
}

static void with_older_block(int again, size_t n) {
  static char *kept;
  char *p = malloc(n), *q = again ? kept : calloc(1, n);
  if (!again) {
    kept = p;
    free(q);
  } else {
    free(p);
    free(q);
  }
}

/* The name means another variable where the block is released. */
static void hidden(int zeroed, size_t n) {
  char *p = zeroed ? calloc(1, n) : malloc(n);
  for (size_t n = 2; n > 0; n--)
    if (n == 1) free(p);
}

int main(void) {
  for (int i = 0; i < 2; i++) {
    chosen(i, 10);
    by_parts(i, 11);
    or_none(i, 12);
    in_arms(i, 13);
    in_turn(i, 14);
    changed(i, 15);
    changed_between(i, 16);
    changed_elsewhere(i, 17);
    changed_round(i + 2, 18);
    other_size(i, 19);
    older_block(i, 20 + (size_t)i);
    with_older_block(i, 22 + (size_t)i);
    hidden(i, 24);
  }
  return 0;
}
