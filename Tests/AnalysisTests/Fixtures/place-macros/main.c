#include <stdlib.h>
#include <string.h>

/* A constant that tells where it stands is another one where the size is
   written. */

#define LINE_AND_ONE (__LINE__ + 1)
#define MAKE(n) make((n), __LINE__)
#define COUNT 5

static void *make(size_t size, int line) {
  (void)line;
  return malloc(size);
}

int main(void) {
  char *a = MAKE(COUNT), *b = make(7, __LINE__);
  free(a);
  free(b);
  /* Near misses. */
  char *c = make(__LINE__, 0), *d = make(LINE_AND_ONE, 0), *e = make(__COUNTER__ + 3, 0);
  char *f = make(strlen(__FILE__), 0), *g = make(sizeof __FILE__, 0);
  free(c);
  free(d);
  free(e);
  free(f);
  free(g);
  return 0;
}
