#include <stdlib.h>
#include <string.h>

/* A function that resizes makes a block for each of its callers, if it returns
   the new block and nothing else. */

static void *resize(void *p, size_t n) {
  void *q = realloc(p, n);
  if (!q) abort();
  return q;
}

static void *resize_array(void *p, size_t n, size_t size) {
  void *q;
  if (size && n > (size_t)-1 / size) return NULL;
  q = realloc(p, n * size);
  if (q) return q;
  free(p);
  return NULL;
}

struct list {
  int *items;
  size_t count, capacity;
};

static void push(struct list *l, int item) {
  if (l->count == l->capacity) {
    l->capacity = l->capacity ? l->capacity * 2 : 4;
    l->items = resize(l->items, l->capacity * sizeof *l->items);
  }
  l->items[l->count++] = item;
}

static void list_free(struct list *l) {
  free(l->items);
  free(l);
}

struct text {
  char *bytes;
  size_t used, room;
};

static void put(struct text *t, char c) {
  if (t->used == t->room) {
    size_t room = t->room + 16;
    t->bytes = resize_array(t->bytes, room, 1);
    t->room = room;
  }
  t->bytes[t->used++] = c;
}

static void text_free(struct text *t) { free(t->bytes); }

/* When there is no memory these give up another block, whose room may be ahead
   of it just then: that of the same record type has no size. */
static struct text spare;

static void *desperate(void *p, size_t n) {
  void *q = realloc(p, n);
  if (!q) {
    free(spare.bytes);
    spare.bytes = NULL;
    spare.room = 0;
    q = realloc(p, n);
  }
  return q;
}

static void *careless(void *p, size_t n) {
  void *q = realloc(p, n);
  if (!q) text_free(&spare);
  return q;
}

struct other {
  char *bytes;
  size_t room;
};

static void other_grow(struct other *o) {
  o->room += 8;
  o->bytes = careless(o->bytes, o->room);
}

static void other_free(struct other *o) { free(o->bytes); }

struct third {
  char *bytes;
  size_t room;
};

static struct third reserve;

static void third_free(struct third *t) { free(t->bytes); }

static void *hostile(void *p, size_t n) {
  void *q = realloc(p, n);
  if (!q) third_free(&reserve);
  return q;
}

static void third_grow(struct third *t) {
  t->room += 8;
  t->bytes = hostile(t->bytes, t->room);
}

/* Near misses: what these return is of no size that the call tells. */
static void *fit(void *p, size_t n) {
  void *q;
  if (p && n <= 8) return p;
  q = realloc(p, n);
  return q;
}

static void *rounded(void *p, size_t n) {
  void *q;
  n = (n + 15) / 16 * 16;
  q = realloc(p, n);
  return q;
}

static void *same(void *p, size_t n) {
  p = realloc(p, n);
  return p;
}

static void *last;

static void *kept(void *p, size_t n) {
  void *q = realloc(p, n);
  last = q;
  return q;
}

static void near_misses(void) {
  char *a = fit(malloc(8), 4);
  char *b = rounded(NULL, 5);
  char *c = same(malloc(3), 30);
  char *d = kept(NULL, 6);
  /* No miss: through a pointer it is the same. */
  void *(*through)(void *, size_t) = resize;
  char *e = through(NULL, 7);
  free(a);
  free(b);
  free(c);
  free(d);
  free(e);
}

int main(void) {
  struct list *l = calloc(1, sizeof *l);
  struct text t = {0};
  for (int i = 0; i < 9; i++) push(l, i);
  for (int i = 0; i < 40; i++) put(&t, 'x');
  list_free(l);
  text_free(&t);
  int *numbers = resize(NULL, 40);
  free(numbers);
  char *many = resize(malloc(3), 50);
  many = resize(many, 60);
  free(many);
  struct other o = {0};
  other_grow(&o);
  other_free(&o);
  struct third third = {0};
  third_grow(&third);
  third_free(&third);
  free(desperate(NULL, 9));
  near_misses();
  return 0;
}
