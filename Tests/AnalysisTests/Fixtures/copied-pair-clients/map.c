#include "map.h"

#include <stdlib.h>

/* Whoever includes the header can assign the pair. */
void map_fill(struct map *m) {
  m->room = 4;
  m->slots = calloc(m->room, sizeof *m->slots);
  if (!m->slots) abort();
}

void map_grow(struct map *m) {
  size_t count = m->room;
  long *old = m->slots;
  long *fresh = calloc(count * 2, sizeof *fresh);
  if (!fresh) return;
  m->slots = fresh;
  m->room = count * 2;
  for (size_t i = 0; i < count; i++) m->slots[i] = old[i];
  free(old);
}
