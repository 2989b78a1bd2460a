// Counters that are one less than the number of elements, as a hash table's mask is.
#include <stdlib.h>
#include <string.h>

#define TABLE(name, type) struct name { long *slots; type mask; }

static size_t power(size_t want) {
  size_t size = 1;
  while (size < want) size <<= 1;
  return size;
}

TABLE(table, size_t);
static int table_make(struct table *t, size_t want) {
  size_t size = 1;
  while (size < want) size <<= 1;
  t->slots = calloc(size, sizeof *t->slots);
  if (!t->slots) return -1;
  t->mask = size - 1;
  return 0;
}
static int table_grow(struct table *t) {
  size_t size = (t->mask + 1) * 4;
  long *slots = calloc(size, sizeof *slots);
  if (!slots) return -1;
  memcpy(slots, t->slots, (t->mask + 1) * sizeof *slots);
  free(t->slots);
  t->slots = slots;
  t->mask = size - 1;
  return 0;
}
static void table_free(struct table *t) { free(t->slots); }

/* The counter is narrower: what is below 0 before it gets it is made good by what is added. */
TABLE(narrow, unsigned);
static void narrow_make(struct narrow *t, size_t size) {
  t->slots = malloc(size * sizeof *t->slots);
  t->mask = size - 1;
}
static void narrow_free(struct narrow *t) { free(t->slots); }

/* Wider, from a sign, and room for a header. */
TABLE(wide, size_t);
static void wide_make(struct wide *t, int size) {
  t->slots = malloc(8 + size * sizeof *t->slots);
  t->mask = size - 1;
}
static void wide_free(struct wide *t) { free(t->slots); }

/* Variables. */
static char *ring;
static unsigned ring_mask;
static void ring_make(unsigned size) {
  ring_mask = size - 1;
  ring = malloc(size);
}
static void ring_drop(void) {
  free(ring);
  ring = NULL;
}

/* Near miss: a number that another configuration may have otherwise. */
#define SPARE 2
TABLE(spare, int);
static void spare_make(struct spare *t, int room) {
  t->slots = malloc(8 + room * sizeof *t->slots);
  t->mask = room - SPARE;
}
static void spare_free(struct spare *t) { free(t->slots); }

/* Near miss: wider, where 0 - 1 is a large number before. */
TABLE(wrapped, size_t);
static void wrapped_make(struct wrapped *t, unsigned size) {
  t->slots = malloc(size * sizeof *t->slots);
  t->mask = size - 1;
}
static void wrapped_free(struct wrapped *t) { free(t->slots); }

/* Near miss: what is cut. */
TABLE(cut, unsigned char);
static void cut_make(struct cut *t, int size) {
  t->slots = malloc(size * sizeof *t->slots);
  t->mask = size - 1;
}
static void cut_free(struct cut *t) { free(t->slots); }

/* Near miss: elsewhere it is the number itself. */
TABLE(mixed, int);
static void mixed_make(struct mixed *t, int size, int other) {
  if (other) {
    t->slots = malloc(size * sizeof *t->slots);
    t->mask = size;
  } else {
    t->slots = malloc(size * sizeof *t->slots);
    t->mask = size - 1;
  }
}
static void mixed_free(struct mixed *t) { free(t->slots); }

/* Near miss: another function changes it. */
TABLE(moved, int);
static void moved_make(struct moved *t, int size) {
  t->slots = malloc(size * sizeof *t->slots);
  t->mask = size - 1;
}
static void moved_widen(struct moved *t) { t->mask = t->mask * 2 + 1; }
static void moved_free(struct moved *t) { free(t->slots); }

/* Near miss: the number changes in between. */
TABLE(late, int);
static void late_make(struct late *t, int size) {
  t->slots = malloc(size * sizeof *t->slots);
  size++;
  t->mask = size - 1;
}
static void late_free(struct late *t) { free(t->slots); }

int main(void) {
  struct table t = {0};
  if (table_make(&t, 5) || table_grow(&t)) return 1;
  t.slots[31] = 1;
  table_free(&t);
  for (int n = 0; n < 3; n++) {
    struct narrow a = {0};
    narrow_make(&a, n);
    narrow_free(&a);
    struct wide b = {0};
    wide_make(&b, n);
    wide_free(&b);
    struct spare c = {0};
    spare_make(&c, n);
    spare_free(&c);
    ring_make(n);
    ring_drop();
    struct wrapped d = {0};
    wrapped_make(&d, n);
    wrapped_free(&d);
    struct cut e = {0};
    cut_make(&e, 300 * n);
    cut_free(&e);
    struct mixed f = {0};
    mixed_make(&f, n + 1, n & 1);
    mixed_free(&f);
    struct moved g = {0};
    moved_make(&g, n + 1);
    moved_widen(&g);
    moved_free(&g);
    struct late h = {0};
    late_make(&h, n);
    late_free(&h);
  }
  return power(3) == 4 ? 0 : 1;
}
