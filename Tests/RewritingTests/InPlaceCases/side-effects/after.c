#include <stdlib.h>
#include "mem/mem.h"

void f(struct stack *s, char **p, size_t n) {
  MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), pop(s));
  MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), pop(s), sizeof(struct node));
  MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), *p++, sizeof **p);
  MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), s->top--, 64);
  s->data = MEM_REALLOC_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), next(s), n);
  MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), pop(s) /* bytes */);
  xfree_sized(s->data, n++);
  MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), s->data /* d */ /* unused */);
  MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_VM), s->data // why
 // bytes

  );
}
