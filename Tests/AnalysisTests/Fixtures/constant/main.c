#include <stdlib.h>
#define SIZE 64

struct pair {
  long a, b;
};

static char *buffer(void) { return malloc(SIZE); }

int main(void) {
  char *b = buffer();
  free(b);
  int *four = malloc(4 * sizeof(int));
  free(four);
  /* Equal by chance: only under an assumption. */
  char *c = malloc(SIZE);
  if (!c) c = malloc(sizeof(struct pair) * 4);
  free(c);
  /* Near miss: two sizes. */
  char *d = malloc(10);
  if (!d) d = malloc(5);
  free(d);
  return 0;
}
