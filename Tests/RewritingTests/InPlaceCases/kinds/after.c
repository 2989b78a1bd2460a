/* A licence. */
#include <stdio.h>
#include <stdlib.h>
#include "mem/mem.h"

struct list { int *items; size_t capacity; };

void *all(struct list *list, const char *name, size_t n) {
  int *a = (int *)MEM_ALLOC(allocators_get(ALLOC_SYSTEM_VM), n * sizeof(int));
  int *b = MEM_CALLOC(allocators_get(ALLOC_SYSTEM_VM), n, sizeof *b);
  list->items = MEM_REALLOC(allocators_get(ALLOC_SYSTEM_VM), list->items, list->capacity * sizeof *list->items, 2 * list->capacity * sizeof *list->items);
  b = MEM_REALLOC_UNSIZED (allocators_get(ALLOC_SYSTEM_VM), b, n);
  char *c = MEM_STRDUP(allocators_get(ALLOC_SYSTEM_VM), name), *d = MEM_STRNDUP(allocators_get(ALLOC_SYSTEM_VM), name, n - 1);
  MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), a, n * sizeof(int)), MEM_FREE_UNSIZED (allocators_get(ALLOC_SYSTEM_VM), b);
  MEM_FREE_STR(allocators_get(ALLOC_SYSTEM_VM), c);
  MEM_FREE_UNSIZED( allocators_get(ALLOC_SYSTEM_VM), d );
  static struct hooks hooks = {MEM_ALLOC_CALLBACK(VM), &VM_FREE_CALLBACK, .resize = (resize_fn) VM_RESIZE};
  if (hooks.allocate == MEM_ALLOC_CALLBACK(VM)) hooks.allocate = own;
  return list_walk(list, VM_FREE_CALLBACK);
}
