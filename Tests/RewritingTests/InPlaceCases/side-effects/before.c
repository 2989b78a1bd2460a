#include <stdlib.h>

void f(struct stack *s, char **p, size_t n) {
  free(pop(s));
  free(pop(s));
  free(*p++);
  free(s->top--);
  s->data = realloc(next(s), n);
  xfree_sized(pop(s), n /* bytes */);
  xfree_sized(s->data, n++);
  xfree_sized(s->data /* d */, /* unused */ n);
  xfree_sized(s->data, // why
              n // bytes
  );
}
