#include <string.h>
#include "mem.h"

void push(int);
void clear(void);

static char *copy(const char *s) {
  char *p = xmalloc(strlen(s) + 1);
  return strcpy(p, s);
}

int main(void) {
  char *c = copy("abc");
  push((int)strlen(c));
  xfree(c);
  clear();
  return 0;
}
