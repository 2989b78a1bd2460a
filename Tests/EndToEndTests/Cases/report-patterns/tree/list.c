#include <stdlib.h>

struct list { int *items; size_t count; };

static void each(int **items, size_t count, void (*release)(void *)) {
  for (size_t i = 0; i < count; i++) release(items[i]);
}

int main(void) {
  struct list *list = malloc(sizeof *list);
  int *items[2];
  for (int i = 0; i < 2; i++)
    items[i] = calloc(4,  /* of them */
                      sizeof **items);
  each(items, 2, free);
  free(list);
  return 0;
}
