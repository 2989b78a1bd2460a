// What looks like an array in the object itself and may be a block, and counters that
// change alone.
#include <stdlib.h>
#include <string.h>
// The array begins where its object does, and is given back in its stead.
struct first {
  char inside[16];
  char *data;
  size_t room;
};
static struct first *first_new(void) {
  struct first *f = malloc(sizeof *f);
  if (f == NULL) abort();
  f->data = f->inside;
  f->room = sizeof f->inside;
  return f;
}
static void first_grow(struct first *f, size_t room) {
  f->data = malloc(room);
  f->room = room;
}
static void first_clear(struct first *f) { free(f->data); }
// Another one's block, with a count of what is used of it.
struct lent {
  char *data;
  size_t room;
};
static void lent_take(struct lent *l, char *data) {
  l->data = data;
  l->room = 3;
}
static void lent_make(struct lent *l, size_t room) {
  l->data = malloc(room);
  l->room = room;
}
static void lent_clear(struct lent *l) { free(l->data); }
// The first element's address may be the block's: only the array's name tells.
struct chosen {
  char *data;
  size_t room;
};
static void chosen_take(struct chosen *c, char *block, size_t at) {
  c->data = &block[at];
  c->room = 5;
}
static void chosen_make(struct chosen *c, size_t room) {
  c->data = malloc(room);
  c->room = room;
}
static void chosen_clear(struct chosen *c) { free(c->data); }
// The counter changes without the pointer.
struct cut {
  char inside[8];
  char *data;
  size_t room;
};
static void cut_init(struct cut *c) {
  c->data = c->inside;
  c->room = sizeof c->inside;
}
static void cut_make(struct cut *c, size_t room) {
  c->data = malloc(room);
  c->room = room;
}
static void cut_down(struct cut *c) { c->room = 1; }
static void cut_clear(struct cut *c) {
  if (c->data != c->inside) free(c->data);
}
// The block is kept elsewhere when the array comes back.
struct kept {
  char inside[8];
  char *data, *old;
  size_t room;
};
static void kept_make(struct kept *k, size_t room) {
  k->data = malloc(room);
  k->room = room;
}
static void kept_reset(struct kept *k) {
  k->old = k->data;
  k->data = k->inside;
  k->room = sizeof k->inside;
}
static void kept_clear(struct kept *k) { free(k->old); }
// Both values may be blocks.
struct either {
  char *one, *other;
  size_t room;
};
static void either_make(struct either *e, size_t room) {
  e->one = malloc(room);
  e->room = room;
  e->other = malloc(room / 2);
}
static void either_clear(struct either *e, int which) { free(which ? e->one : e->other); }
int main(int argc, char **argv) {
  (void)argv;
  struct first *f = first_new();
  first_clear(f);
  f = first_new();
  first_grow(f, 40);
  first_clear(f);
  free(f);
  struct lent l;
  lent_take(&l, malloc(7));
  lent_clear(&l);
  lent_make(&l, 9);
  lent_clear(&l);
  struct chosen o;
  chosen_take(&o, malloc(20), argc - 1);
  chosen_clear(&o);
  chosen_make(&o, 30);
  chosen_clear(&o);
  struct cut c;
  cut_init(&c);
  cut_make(&c, 30);
  if (argc > 0) cut_down(&c);
  cut_clear(&c);
  struct kept k;
  kept_make(&k, 50);
  kept_reset(&k);
  kept_clear(&k);
  struct either e;
  either_make(&e, 60);
  either_clear(&e, argc > 0);
  either_clear(&e, argc < 0);
  return 0;
}
