#include <stdlib.h>

struct list {
  int *items;
  size_t count;
};

struct list *list_new(size_t count) {
  struct list *l = calloc(1, sizeof *l);
  if (!l) return NULL;
  l->items = malloc(count * sizeof *l->items);
  l->count = count;
  return l;
}

void list_free(struct list *l) {
  if (!l) return;
  free(l->items);
  free(l);
}
