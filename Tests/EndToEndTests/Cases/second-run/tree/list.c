#include <stdlib.h>
#include <string.h>

struct node { struct node *next; char *name; };
struct vector { int *items; size_t count, capacity; };

struct node *node_new(const char *name) {
  struct node *n = calloc(1, sizeof *n);
  n->name = strdup(name);
  return n;
}

static void push(struct vector *v, int item) {
  if (v->count == v->capacity) {
    v->capacity = v->capacity ? v->capacity * 2 : 4;
    v->items = realloc(v->items, v->capacity * sizeof *v->items);
  }
  v->items[v->count++] = item;
}

int *numbers(int most, size_t *count) {
  struct vector v = {0};
  for (int i = 0; i < most; i++) push(&v, i);
  *count = v.count;
  return v.items;
}
