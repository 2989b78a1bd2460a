#include <stdlib.h>
#include <string.h>
#include "a.h"
void touch_it(struct buf *b);
char *lookup(const char *key);
struct buf *buf_new(size_t n) {
  struct buf *b = malloc(sizeof *b);
  if (!b) return 0;
  b->data = malloc(n);
  b->cap = n;
  touch_it(b);
  return b;
}
void buf_free(struct buf *b) {
  if (!b) return;
  free(b->data);
  free(b);
}
void other(int odd) {
  char *p = odd ? lookup("x") : malloc(10);
  free(p);
}
