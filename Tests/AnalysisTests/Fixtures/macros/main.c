#include <stdlib.h>
#include <string.h>

#define DROP(p)  \
  do {           \
    free(p);     \
    (p) = NULL;  \
  } while (0)
#define NEW(t) ((t *)malloc(sizeof(t)))
#define GONE(s) ((void)free(s))
#define NAME (free)

struct a {
  int x;
};
struct b {
  long x;
};

int main(void) {
  struct a *a = NEW(struct a);
  struct b *b = NEW(struct b);
  DROP(a);
  DROP(b);
  char *s = strdup("s"), *t = strdup("t");
  GONE(s);
  GONE(t);
  char *u = strdup("u");
  NAME(u);
  return 0;
}
