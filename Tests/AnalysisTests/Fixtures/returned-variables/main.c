#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/* What is returned is what was surely assigned last, not what was passed. */

static void *xrealloc(void *p, size_t n) {
  p = realloc(p, n);
  if (!p) abort();
  return p;
}

static char *twice(char *s) {
  size_t n = strlen(s);
  char *p = s;
  p = malloc(2 * n + 1);
  if (!p) return NULL;
  strcpy(p, s);
  strcat(p, s);
  s = p;
  return s;
}

static char *null_or_new(char *p, int n) {
  p = NULL;
  if (n > 0) p = malloc(17);
  return p;
}

/* Near misses. */
static char *sometimes(char *p, int n) {
  if (n) p = malloc(18);
  return p;
}

static char *in_loop(char *p, int n) {
  while (n-- > 0) {
    free(p);
    p = malloc(19);
  }
  return p;
}

static char *jumping(char *p, int n) {
  if (n) goto out;
  p = malloc(20);
out:
  return p;
}

static char *jumping_back(char *p, char *q, int n) {
again:
  if (n > 1) return p;
  p = malloc(23);
  if (n == 1) {
    free(p);
    p = q;
    n = 2;
    goto again;
  }
  return p;
}

static char *choosing(char *p, int n) {
  switch (n) {
  case 1: p = malloc(24); break;
  case 2: p = malloc(25); /* fall through */
  default: break;
  }
  return p;
}

static void put(char **where, char *what) { *where = what; }

static char *by_address(char *p, char *q) {
  p = malloc(26);
  free(p);
  put(&p, q);
  return p;
}

static jmp_buf place;

static char *returning_twice(char *p, int n) {
  volatile int turn = n;
  char *volatile kept = p;
  if (setjmp(place)) return kept;
  kept = malloc(27);
  free(kept);
  kept = p;
  if (turn) longjmp(place, 1);
  return kept;
}

static void near_misses(int zero) {
  char *a = sometimes(malloc(28), zero);
  free(a);
  a = in_loop(malloc(29), zero);
  free(a);
  a = jumping(malloc(30), 1);
  free(a);
  a = jumping_back(NULL, malloc(31), 1);
  free(a);
  a = choosing(malloc(32), 3);
  free(a);
  a = by_address(NULL, malloc(33));
  free(a);
  a = returning_twice(malloc(34), 1);
  free(a);
}

int main(int argc, char **argv) {
  char buffer[4] = "abc";
  char *p = xrealloc(NULL, 35);
  free(p);
  char *q = xrealloc(malloc(36), 37);
  free(q);
  char *r = twice(buffer);
  free(r);
  char *s = null_or_new(buffer, argc);
  free(s);
  near_misses(argc - 1);
  return argv[0] == NULL;
}
