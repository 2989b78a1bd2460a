#include <stdlib.h>
#include <string.h>

typedef void (*drop)(void *);

struct list {
  void **items;
  int count;
  drop drop;
};

static void list_free(struct list *l) {
  for (int i = 0; i < l->count; i++) l->drop(l->items[i]);
  free(l->items);
  free(l);
}

static int compare(const void *a, const void *b) { return a < b; }

int main(void) {
  struct list *l = calloc(1, sizeof *l);
  l->items = calloc(4, sizeof(void *));
  l->items[0] = strdup("a");
  l->count = 1;
  l->drop = free;
  qsort(l->items, 1, sizeof(void *), compare);
  list_free(l);
  /* An allocation function by its address blocks what comes from it. */
  void *(*make)(size_t) = malloc;
  int *p = make(4);
  free(p);
  return 0;
}
