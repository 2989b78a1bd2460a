#include <stdlib.h>
#include <string.h>

static void *ecalloc(int n, size_t size) { return calloc(n, size); }
static char *copy(const char *s) { return strdup(s ? s : ""); }
static void drop(int why, void *p) { (void)why; free(p); }

int main(void) {
  int *p = ecalloc(3, sizeof *p);
  char *s = copy("two");
  drop(1, s);
  drop(2, p);
  return 0;
}
