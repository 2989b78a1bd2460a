#include <stdlib.h>
#include <string.h>

/* A table hands its block and its count to two variables before it gets others. */
struct map { long *slots; size_t room; size_t used; };

static struct map *spare;

static void fill(struct map *m) {
  m->room = 4;
  m->slots = calloc(m->room, sizeof *m->slots);
  if (!m->slots) abort();
}

static void fill_many(struct map *m) {
  m->room = 300;
  m->slots = calloc(m->room, sizeof *m->slots);
  if (!m->slots) abort();
}

static void grow(struct map *m) {
  m->room += 5;
  m->slots = realloc(m->slots, m->room * sizeof *m->slots);
  if (!m->slots) abort();
}

static void drop(struct map *m) {
  m->slots = NULL;
  m->room = 0;
}

static void rehash(struct map *m) {
  size_t count = m->room;
  long *old = m->slots;
  long *fresh = calloc(count * 2, sizeof *fresh);
  if (!fresh) return;
  m->slots = fresh;
  m->room = count * 2;
  for (size_t i = 0; i < count; i++) m->slots[i] = old[i];
  free(old);
}

/* Nothing else holds the count, but the counter has not changed. */
static void replace(struct map *m) {
  long *old = m->slots;
  free(old);
  drop(m);
  fill(m);
}

/* The count is another one. */
static void too_late(struct map *m) {
  long *old = m->slots;
  drop(m);
  fill(m);
  grow(m);
  size_t count = m->room;
  free(old);
  m->used = count;
}

static void of_another(struct map *m, struct map *same) {
  size_t count = same->room;
  long *old = m->slots;
  drop(m);
  free(old);
  m->used = count;
}

static void sometimes(struct map *m, int skip) {
  size_t count = 1;
  long *old = m->slots;
  if (!skip) count = m->room;
  drop(m);
  free(old);
  m->used = count;
}

static void left(struct map *m, int skip) {
  size_t count;
  long *old = NULL;
  for (int i = 0; i < 2; i++) {
    old = m->slots;
    if (i == skip) break;
    count = m->room;
    drop(m);
    free(old);
    old = NULL;
    m->used = count;
    fill_many(m);
  }
  drop(m);
  free(old);
}

static void around(struct map *m) {
  long *old = NULL;
  for (int i = 0; i < 3; i++) {
    size_t count = m->room;
    free(old);
    old = m->slots;
    drop(m);
    m->used = count;
    fill(m);
    rehash(m);
  }
  free(old);
}

static void counted_on(struct map *m) {
  size_t count = m->room;
  long *old = m->slots;
  drop(m);
  count++;
  free(old);
  m->used = count;
}

/* Where the counter runs ahead, it tells nothing. */
static void ahead(struct map *m) {
  m->room += 3;
  size_t count = m->room;
  long *old = m->slots;
  m->slots = calloc(m->room, sizeof *m->slots);
  if (!m->slots) abort();
  free(old);
  m->used = count;
}

/* A type that holds less. */
static void narrow(struct map *m) {
  unsigned char count = m->room;
  long *old = m->slots;
  drop(m);
  free(old);
  m->used = count;
}

/* The variable goes elsewhere meanwhile. */
static void moved(struct map *m) {
  struct map *from = m;
  size_t count = from->room;
  from = spare;
  long *old = from->slots;
  drop(from);
  free(old);
  m->used = count;
}

static void wiped(struct map *m) {
  long *old = m->slots;
  memset(m, 0, sizeof *m);
  size_t count = m->room;
  free(old);
  m->used = count;
}

int main(void) {
  struct map m = {NULL, 0, 0}, n = {NULL, 0, 0};
  spare = &n;
  fill(&m);
  rehash(&m);
  rehash(&m);
  replace(&m);
  too_late(&m);
  fill(&n);
  rehash(&n);
  of_another(&m, &n);
  fill(&m);
  sometimes(&m, 1);
  fill(&m);
  left(&m, 1);
  fill(&m);
  around(&m);
  counted_on(&m);
  fill(&m);
  ahead(&m);
  narrow(&m);
  fill(&m);
  narrow(&m);
  fill_many(&m);
  narrow(&m);
  fill(&m);
  moved(&m);
  wiped(&m);
  fill(&m);
  free(m.slots);
  return 0;
}
