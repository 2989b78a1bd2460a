#include <stdlib.h>
struct item { long kind; struct item *next; char name[8]; };
static struct item *whole(char *name) { return (struct item *)(void *)(name - 16); }
static char *make(void) { struct item *i = malloc(sizeof *i); return i->name; }
int main(void) {
  char *name = make();
  struct item *i = whole(name);
  free(i);
  return 0;
}
