#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct list;
struct list *list_new(size_t count);
void list_free(struct list *l);

int main(void) {
  char *name = strdup("list");
  struct list *l = list_new(4);
  if (name && l) puts(name);
  list_free(l);
  free(name);
  return 0;
}
