#include <stdlib.h>
#include <string.h>

static void *xmalloc(size_t n) {
  void *p = malloc(n);
  if (!p) abort();
  return p;
}

static void xfree(void *p) { free(p); }

struct a {
  int x;
};
struct b {
  long x[4];
};

int main(void) {
  struct a *a = xmalloc(sizeof *a);
  struct b *b = xmalloc(sizeof *b);
  char *s = xmalloc(strlen("abc") + 1);
  strcpy(s, "abc");
  free(a);
  free(b);
  free(s);
  /* One release for all. */
  xfree(xmalloc(sizeof(struct a)));
  xfree(xmalloc(sizeof(struct b)));
  return 0;
}
