#include <stdlib.h>
#include <string.h>

/* The size stands in a local variable before it is allocated. */
#define TABLE(name, type) \
  struct name { type *items; size_t room; size_t used; }

TABLE(plain, int);
TABLE(chain, long);
TABLE(counted, short);
TABLE(narrow, int);
TABLE(stale, int);
TABLE(changed, int);
TABLE(twice, int);
TABLE(called, int);
TABLE(looped, int);
TABLE(passed, int);

static void *resize(void *old, size_t bytes) {
  void *made = realloc(old, bytes);
  if (!made) abort();
  return made;
}

static void plain_grow(struct plain *t) {
  size_t room = t->room + 8;
  size_t bytes = sizeof(int) * room;
  int *made = realloc(t->items, bytes);
  if (!made) abort();
  t->items = made;
  t->room = room;
}

static void chain_grow(struct chain *t) {
  size_t room = t->room * 2 + 8;
  size_t count = room;
  size_t bytes = count * sizeof *t->items;
  t->items = resize(t->items, bytes);
  t->room = count;
}

/* From the counter itself. */
static void counted_grow(struct counted *t) {
  t->room += 10;
  size_t bytes = t->room * sizeof *t->items;
  t->items = resize(t->items, bytes);
}

/* A part of the size may be lost. */
static void narrow_grow(struct narrow *t) {
  size_t room = t->room + 60;
  unsigned char bytes = room * sizeof *t->items;
  t->items = resize(t->items, bytes);
  t->room = room;
}

/* The counter runs on after the size was computed. */
static void stale_grow(struct stale *t) {
  t->room += 4;
  size_t bytes = t->room * sizeof *t->items;
  t->room += 4;
  t->items = resize(t->items, bytes);
}

/* What the size was computed from does. */
static void changed_grow(struct changed *t) {
  size_t room = t->room + 4;
  size_t bytes = room * sizeof *t->items;
  room++;
  t->items = resize(t->items, bytes);
  t->room = room;
}

static void twice_grow(struct twice *t, int more) {
  size_t room = t->room + 4;
  size_t bytes = room * sizeof *t->items;
  if (more) bytes = 2 * bytes;
  t->items = resize(t->items, bytes);
  t->room = room;
}

/* A call between the two makes another block with another counter. */
static void called_grow(struct called *t, int more) {
  t->room += 4;
  size_t bytes = t->room * sizeof *t->items;
  if (more) called_grow(t, 0);
  t->items = resize(t->items, bytes);
}

static void looped_grow(struct looped *t) {
  size_t bytes = 0;
  for (int i = 1; i < 3; i++) {
    size_t room = 4 * i;
    t->items = resize(t->items, bytes + 4);
    t->room = room;
    bytes = room * sizeof *t->items;
  }
}

static void reckon(size_t *bytes) { *bytes += 4; }

static void passed_grow(struct passed *t) {
  size_t room = t->room + 4;
  size_t bytes = room * sizeof *t->items;
  reckon(&bytes);
  t->items = resize(t->items, bytes);
  t->room = room;
}

static void plain_free(struct plain *t) { free(t->items); }
static void chain_free(struct chain *t) { free(t->items); }
static void counted_free(struct counted *t) { free(t->items); }
static void narrow_free(struct narrow *t) { free(t->items); }
static void stale_free(struct stale *t) { free(t->items); }
static void changed_free(struct changed *t) { free(t->items); }
static void twice_free(struct twice *t) { free(t->items); }
static void called_free(struct called *t) { free(t->items); }
static void looped_free(struct looped *t) { free(t->items); }
static void passed_free(struct passed *t) { free(t->items); }

int main(void) {
  struct plain plain = {0};
  struct chain chain = {0};
  struct counted counted = {0};
  struct narrow narrow = {0};
  struct stale stale = {0};
  struct changed changed = {0};
  struct twice twice = {0};
  struct called called = {0};
  struct looped looped = {0};
  struct passed passed = {0};
  for (int i = 0; i < 2; i++) {
    plain_grow(&plain);
    chain_grow(&chain);
    counted_grow(&counted);
    narrow_grow(&narrow);
    stale_grow(&stale);
    changed_grow(&changed);
    twice_grow(&twice, i);
    called_grow(&called, i);
    looped_grow(&looped);
    passed_grow(&passed);
  }
  plain_free(&plain);
  chain_free(&chain);
  counted_free(&counted);
  narrow_free(&narrow);
  stale_free(&stale);
  changed_free(&changed);
  twice_free(&twice);
  called_free(&called);
  looped_free(&looped);
  passed_free(&passed);
  return 0;
}
