#include <stdlib.h>
#include <string.h>
#include "mem/mem.h"

struct list { struct list *next; };

/* What was allocated by a migrated site goes back to its subsystem. */
void allocated_before(void) {
  struct list *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_STRINGS), sizeof *p);
  free(p);
}

/* What a migrated site releases comes from its subsystem, whatever the rules
   would choose. */
void released_before(void) {
  struct list *p = malloc(sizeof *p);
  MEM_FREE(allocators_get(ALLOC_SYSTEM_STRINGS), p, sizeof *p);
}

void resized_before(size_t n) {
  char *p = malloc(n);
  p = MEM_REALLOC(allocators_get(ALLOC_SYSTEM_LISTS), p, n, n + 1);
  free(p);
}

/* Two allocators meet. */
void meet(int which) {
  void *p;
  if (which) p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_STRINGS), 4);
  else p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_LISTS), 4);
  free(p);
}

/* An allocator that the rules do not know. */
void forgotten(struct mem_allocator *mine) {
  char *p = MEM_ALLOC(mine, 4);
  free(p);
}

/* A block of each: its size is not that of the other. */
void both(int which) {
  struct list *p = which ? malloc(sizeof *p) : MEM_ALLOC(allocators_get(ALLOC_SYSTEM_LISTS), 99);
  free(p);
}

/* Nothing was migrated here. */
void apart(void) {
  char *p = strdup("a");
  free(p);
}
