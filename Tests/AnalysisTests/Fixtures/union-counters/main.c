#include <stdlib.h>
#include <string.h>

/* The members of a union change each other. */
union number { int whole; short part; };
struct mixed { union number number; int other; };
struct buffer { struct { size_t room; int *items; } table; int used; };
struct nested { struct { size_t count; size_t used; int *items; } table; int other; };

static void member(union number *n) {
  char *p = malloc(n->whole);
  n->part = 3;
  free(p);
}

static void inner(struct mixed *m) {
  char *p = malloc(m->number.whole);
  m->number.part = 3;
  free(p);
}

/* A list of free headers lies over their counters. */
struct header {
  union { size_t room; struct header *next; };
  char bytes[];
};
static struct header *unused;

static struct header *make(size_t room) {
  struct header *h = malloc(sizeof *h + room);
  if (!h) abort();
  h->room = room;
  return h;
}

static void put_away(struct header *h) {
  h->next = unused;
  unused = h;
}

static void clear(void) {
  while (unused) {
    struct header *next = unused->next;
    free(unused);
    unused = next;
  }
}

/* Records in records are as good as the record itself. */
static void deep(struct nested *n) {
  char *p = malloc(n->table.count);
  n->table.used = 7;
  n->other = 8;
  free(p);
}

static void deep_change(struct nested *n, struct nested *same) {
  char *p = malloc(n->table.count);
  same->table.count = 7;
  free(p);
}

static void deep_whole(struct nested *n) {
  char *p = malloc(n->table.count);
  memset(n, 1, sizeof *n);
  free(p);
}

static void grow(struct buffer *b) {
  int *items = realloc(b->table.items, (b->table.room + 5) * sizeof *items);
  if (!items) abort();
  b->table.items = items;
  b->used = 4;
  b->table.room += 5;
}

int main(void) {
  union number number = {.whole = 100000};
  struct mixed mixed = {{.whole = 100000}, 0};
  struct nested nested = {{4, 0, NULL}, 0};
  struct buffer buffer = {{0, NULL}, 0};
  member(&number);
  inner(&mixed);
  put_away(make(10));
  put_away(make(20));
  clear();
  deep(&nested);
  deep_change(&nested, &nested);
  deep_whole(&nested);
  grow(&buffer);
  grow(&buffer);
  free(buffer.table.items);
  return 0;
}
