/* Wrappers with more parameters than what they wrap: where an argument must not be left
   out, apply leaves the call, and explain says so. */
#include <stdio.h>
#include <stdlib.h>

void *xmalloc(size_t size, const char *file, int line) {
  void *p = malloc(size);
  if (!p) printf("%s:%d: no memory\n", file, line);
  return p;
}

void xfree(void *p, int number) {
  printf("%d\n", number);
  free(p);
}

int main(void) {
  int i = 0;
  char *p = xmalloc(10, __FILE__, __LINE__), *q = xmalloc(11, __FILE__, __LINE__);
  xfree(p, i++);
  xfree(q, /* why */ 3);
  return i;
}
