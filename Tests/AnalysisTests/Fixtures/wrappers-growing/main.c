#include <stdlib.h>
#include <string.h>

/* Functions that allocate where there is nothing to resize. */

static void *grow(void *p, size_t n) {
  void *q;
  if (p == NULL)
    q = malloc(n);
  else
    q = realloc(p, n);
  if (!q) abort();
  return q;
}

static void *grow_argument(void *p, size_t n) {
  if (p)
    p = realloc(p, n);
  else
    p = malloc(n);
  return p;
}

static void *grow_nested(void *p, size_t n) {
  if (p) {
    p = realloc(p, n);
  } else {
    if (n > 100) {
      p = malloc(n);
    } else {
      p = calloc(1, n);
    }
    if (!p) abort();
  }
  return p;
}

struct list {
  int *items;
  size_t count, room;
};

static void push(struct list *l, int item) {
  if (l->count == l->room) {
    l->room = l->room ? l->room * 2 : 4;
    l->items = grow(l->items, l->room * sizeof *l->items);
  }
  l->items[l->count++] = item;
}

struct text {
  char *bytes;
  size_t room;
};

static void set_room(struct text *t, size_t room) {
  t->bytes = grow_argument(t->bytes, room);
  t->room = room;
}

struct rows {
  double *rows;
  size_t count;
};

static void set_rows(struct rows *r, size_t count) {
  r->rows = grow_nested(r->rows, count * sizeof *r->rows);
  r->count = count;
}

/* Near misses: the two blocks are not of one size, or the old one comes back. */

static void *grow_rounded(void *p, size_t n) {
  if (p) p = realloc(p, n);
  else p = malloc((n + 63) / 64 * 64);
  return p;
}

static void *grow_fixed(void *p, size_t n) {
  void *q;
  if (!p) q = malloc(64);
  else q = realloc(p, n);
  return q;
}

static void *grow_sometimes(void *p, size_t n) {
  if (p) {
    if (n > 40) p = realloc(p, n);
  } else {
    p = malloc(n);
  }
  return p;
}

static void *grow_past(void *p, size_t n) {
  if (!p) {
    p = malloc(n);
  } else {
    if (n < 40) goto out;
    p = realloc(p, n);
  }
out:
  return p;
}

static void *grow_into(void *p, size_t n) {
  if (p) {
    if (n < 40) goto in;
    p = realloc(p, n);
  in:
    n = 0;
  } else {
    p = malloc(n);
  }
  return p;
}

static void *grow_across(void *p, size_t n) {
  if (p) {
    if (n < 40) goto in;
    p = realloc(p, n);
  } else {
    p = malloc(n);
  in:
    n = 0;
  }
  return p;
}

static void *grow_case(void *p, size_t n) {
  switch (n < 40) {
  case 0:
    if (p) {
      p = realloc(p, n);
    } else {
    case 1:
      if (!p) p = malloc(n);
    }
  }
  return p;
}

static void *grow_while(void *p, size_t n) {
  do {
    if (p) {
      if (n < 40) break;
      p = realloc(p, n);
    } else {
      p = malloc(n);
    }
  } while (0);
  return p;
}

#define NEAR_MISS(grow) \
  static struct grow { \
    char *bytes; \
    size_t room; \
  } near_##grow; \
  static void use_##grow(struct grow *t) { \
    for (size_t n = 30; n < 60; n += 5) { \
      t->bytes = grow(t->bytes, n); \
      t->room = n; \
    } \
    for (size_t n = 30; n < 40; n += 5) { \
      t->bytes = grow(t->bytes, n); \
      t->room = n; \
    } \
  }

NEAR_MISS(grow_rounded)
NEAR_MISS(grow_fixed)
NEAR_MISS(grow_sometimes)
NEAR_MISS(grow_past)
NEAR_MISS(grow_into)
NEAR_MISS(grow_across)
NEAR_MISS(grow_case)
NEAR_MISS(grow_while)

int main(int argc, char **argv) {
  (void)argv;
  struct list l = {0};
  for (int i = 0; i < 50; i++) push(&l, i);
  free(l.items);
  struct text t = {0};
  for (size_t n = 5; n < 50; n += 7) set_room(&t, n * argc);
  free(t.bytes);
  struct rows r = {0};
  for (size_t n = 5; n < 50; n += 7) set_rows(&r, n * argc);
  free(r.rows);
  char *saved = grow(NULL, 20 + argc);
  saved = grow(saved, 30 + argc);
  free(saved);
  use_grow_rounded(&near_grow_rounded);
  free(near_grow_rounded.bytes);
  use_grow_fixed(&near_grow_fixed);
  free(near_grow_fixed.bytes);
  use_grow_sometimes(&near_grow_sometimes);
  free(near_grow_sometimes.bytes);
  use_grow_past(&near_grow_past);
  free(near_grow_past.bytes);
  use_grow_into(&near_grow_into);
  free(near_grow_into.bytes);
  use_grow_across(&near_grow_across);
  free(near_grow_across.bytes);
  use_grow_case(&near_grow_case);
  free(near_grow_case.bytes);
  use_grow_while(&near_grow_while);
  free(near_grow_while.bytes);
  return 0;
}
