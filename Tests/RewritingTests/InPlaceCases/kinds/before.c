/* A licence. */
#include <stdio.h>
#include <stdlib.h>

struct list { int *items; size_t capacity; };

void *all(struct list *list, const char *name, size_t n) {
  int *a = (int *)malloc(n * sizeof(int));
  int *b = calloc(n, sizeof *b);
  list->items = realloc(list->items, 2 * list->capacity * sizeof *list->items);
  b = realloc (b, n);
  char *c = strdup(name), *d = strndup(name, n - 1);
  free(a), free (b);
  (free)(c);
  ( free )( d );
  static struct hooks hooks = {malloc, &free, .resize = (resize_fn) realloc};
  if (hooks.allocate == malloc) hooks.allocate = own;
  return list_walk(list, free);
}
