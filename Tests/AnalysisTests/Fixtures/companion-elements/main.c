/* Pointers and counters that are members of an array's elements. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Elements of a block, filled and released by index. */
struct column { size_t width; char *text; };
struct table { struct column *columns; int count; };

static void table_init(struct table *t, int count) {
  t->columns = calloc(count, sizeof *t->columns);
  t->count = count;
  for (int i = 0; i < count; i++) {
    t->columns[i].width = i + 5;
    t->columns[i].text = malloc(t->columns[i].width);
  }
}

static void table_drop(struct table *t) {
  for (int i = 0; i < t->count; i++) free(t->columns[i].text);
  free(t->columns);
}

/* Elements of an array, filled by a pointer and moved as a whole. */
struct slot { int *items; size_t count; };
static struct slot slots[4];

static void slot_fill(struct slot *s, size_t count) {
  s->items = malloc(count * sizeof *s->items);
  s->count = count;
}

static void slots_move(int from, int to) {
  slots[to] = slots[from];
  slots[from].items = NULL;
  slots[from].count = 0;
}

static void slots_shift(void) { memmove(&slots[0], &slots[1], 3 * sizeof slots[0]); }

static void slots_drop(void) {
  for (size_t i = 0; i + 1 < sizeof slots / sizeof slots[0]; i++) free(slots[i].items);
}

/* One macro copies the members, and the index changes in between. */
struct shifted { size_t size; char *data; };
#define SHIFT(to, from, i) ((to)[i].data = (from)[i].data, i++, (to)[i].size = (from)[i].size)

static void shifted(size_t size) {
  struct shifted one[2] = {{size, malloc(size)}, {size + 9, NULL}}, other[2] = {{0, NULL}};
  int i = 0;
  SHIFT(other, one, i);
  free(other[0].data);
}

/* What elements point at. */
struct node { size_t size; char *data; };

static struct node *node_new(size_t size) {
  struct node *n = malloc(sizeof *n);
  n->size = size;
  n->data = malloc(size);
  return n;
}

static void nodes(void) {
  struct node *all[3];
  for (int i = 0; i < 3; i++) all[i] = node_new(i + 1);
  for (int i = 0; i < 3; i++) {
    free(all[i]->data);
    free(all[i]);
  }
}

/* The index changes between the two assignments. */
struct skewed { size_t size; char *data; };

static void skewed(void) {
  struct skewed all[4] = {{0, NULL}};
  int i = 0;
  while (i < 3) {
    all[i].data = malloc(i + 7);
    i++;
    all[i].size = i + 6;
  }
  for (i = 0; i < 3; i++) free(all[i].data);
}

/* The element that is pointed at changes between the two. */
struct swapped { size_t size; char *data; };

static void swapped(int swaps) {
  struct swapped one = {1, malloc(1)}, other = {2, malloc(2)};
  struct swapped *all[2] = {&one, &other};
  char *old = all[0]->data;
  all[0]->data = malloc(30);
  if (swaps) all[0] = &other;
  all[0]->size = 30;
  free(old);
  free(one.data);
  free(other.data);
}

/* Another index. */
struct crossed { size_t size; char *data; };

static void crossed(int i, int j, size_t size) {
  struct crossed all[2] = {{0, NULL}};
  all[i].data = malloc(size);
  all[j].size = size;
  free(all[i].data);
}

/* The fronts of elements are cleared, or of what they point at. */
struct cleared { size_t size; int flags; char *data; };

static void cleared(size_t size) {
  struct cleared *all = calloc(3, sizeof *all);
  for (int i = 0; i < 3; i++) {
    all[i].size = size;
    all[i].data = malloc(size);
  }
  struct cleared *second = &all[1];
  memset(second, 0, offsetof(struct cleared, data));
  for (int i = 0; i < 3; i++) free(all[i].data);
  free(all);
}

struct behind { size_t size; int flags; char *data; };

static void behind(size_t size) {
  struct behind *one = calloc(1, sizeof *one);
  struct behind **at = &one;
  (*at)->size = size;
  (*at)->data = malloc(size);
  memset(one, 0, offsetof(struct behind, data));
  free((*at)->data);
  free(one);
}

int main(int argc, char **argv) {
  (void)argv;
  struct table t;
  table_init(&t, 3);
  table_drop(&t);
  for (int i = 0; i < 2; i++) slot_fill(&slots[i], i + 3);
  slots_move(1, 3);
  slots_shift();
  slots_drop();
  nodes();
  shifted(argc + 1);
  skewed();
  swapped(argc);
  crossed(0, argc > 0, 40);
  cleared(argc + 8);
  behind(argc + 8);
  return 0;
}
