#include <stdlib.h>

/* Functions of all kinds lie in one table; the number of arguments tells which
   of them a call can lead to. */
struct small { int a; };
struct large { int a[8]; };

static void drop_small(struct small *s) { free(s); }

static void drop_large(int why, struct large *l, void *data) { free(l); }

static void *table[2];

/* More than is declared may be passed: what is too much is not looked at. */
typedef void (*each_fn)(void *item, void *data);

static void each(void **items, int count, each_fn function, void *data) {
  for (int i = 0; i < count; i++) function(items[i], data);
}

int main(void) {
  table[0] = (void *)drop_small;
  table[1] = (void *)drop_large;
  ((void (*)(void *))table[0])(malloc(sizeof(struct small)));
  ((void (*)(int, void *, void *))table[1])(1, malloc(sizeof(struct large)), NULL);

  void **items = malloc(2 * sizeof *items);
  items[0] = malloc(5);
  items[1] = malloc(5);
  each(items, 2, (each_fn)free, NULL);
  free(items);
  return 0;
}
