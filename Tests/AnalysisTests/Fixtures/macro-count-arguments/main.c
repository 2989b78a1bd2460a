// Operators in the arguments of macros that compute sizes, and those of their bodies.
#include <stdlib.h>
#define NEW(n, t) ((t *)malloc((size_t)(n) * sizeof(t)))
#define ZEROED(n) calloc((n), sizeof(int))
#define OUTER(count, type) NEW(count, type)
#define LESS(n) malloc((n) - sizeof(int))
#define BARE(n) malloc(n * sizeof(int))
#define TWO(n) malloc(((n) + 1) * sizeof(int))
#define BARE_OUTER(n) NEW(2 * n, int)
#define TWICE(x) ((x) + (x))
#define PLUS +
#define KEEP(x) x
#define BYTES(n) malloc((n) + 1)
#define COMPARED(n, m) malloc(((n) < (m)) + 3)
static void right(int n) {
  int *a = NEW(n + 1, int);
  a[n] = 0;
  free(a);
  a = NEW(n << 2, int);
  a[4 * n - 1] = 0;
  free(a);
  a = ZEROED(n - 1);
  free(a);
  a = OUTER(n + n, int);
  a[2 * n - 1] = 0;
  free(a);
  a = LESS(n * sizeof(int));
  free(a);
  a = KEEP(ZEROED)(n + 2);
  free(a);
  char *text = BYTES(n * 2);
  text[2 * n] = 0;
  free(text);
}
/* What the text does not tell for sure: libclang 14 names no operators. */
static void hidden(int n) {
  int *a = BARE(3 + n);
  free(a);
  a = BARE_OUTER(n + 3);
  free(a);
  a = TWO(n);
  free(a);
  a = NEW(TWICE(n) + 1, int);
  free(a);
  a = NEW(n PLUS 2, int);
  free(a);
  a = KEEP(NEW(n + 3, int));
  free(a);
  a = KEEP(NEW(n, int) + 0);
  free(a);
  char *text = COMPARED(n, 100);
  free(text);
}
int main(int argc, char **argv) {
  (void)argv;
  right(argc + 3);
  hidden(argc + 5);
  return 0;
}
