/* Two programs of one tree with wrappers of the same names. */
#include <stdlib.h>
#include <string.h>

static void *ecalloc(int n, size_t size) { return calloc(n, size); }
static char *copy(const char *s) { return strdup(s); }
static void drop(void *p) { free(p); }

int main(void) {
  int *p = ecalloc(3, sizeof *p);
  char *s = copy("one");
  drop(s);
  drop(p);
  return 0;
}
