#include <stdio.h>
#include <stdlib.h>

struct list { int *items; size_t count, room; };

static int push(struct list *l, int item) {
  if (l->count == l->room) {
    size_t room = l->room ? 2 * l->room : 2;
    int *items = realloc(l->items, room * sizeof *items);
    if (!items) return -1;
    l->items = items;
    l->room = room;
  }
  l->items[l->count++] = item;
  return 0;
}

int main(void) {
  struct list l = {0};
  int sum = 0;
  for (int i = 0; i < 10; i++)
    if (push(&l, i)) return 1;
  for (size_t i = 0; i < l.count; i++) sum += l.items[i];
  printf("%d\n", sum);
  free(l.items);
  return 0;
}
