#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A library that no rule describes: it may call, at any time, what it was given
   before. */
void lib_on(void (*call)(void));
void lib_run(void);
void lib_draw(void *screen);
extern int lib_width;

struct state { size_t count; };
struct list { int *items; size_t room; };
struct quiet { int *items; size_t room; };

static struct state state;
static struct list list;
static struct quiet other;

static void grow(void) { state.count = 99; }

static void drop(void) {
  free(list.items);
  list.items = NULL;
  list.room = 0;
}

/* The library may call grow. */
static void use(struct state *s) {
  char *p = malloc(s->count);
  if (!p) return;
  memset(p, 0, s->count);
  lib_run();
  free(p);
}

/* The library may call drop while the counter runs ahead. */
static void more(void) {
  list.room += 10;
  lib_run();
  list.items = realloc(list.items, list.room * sizeof *list.items);
}

/* The C library's functions for numbers call nothing. */
static void more_quietly(void) {
  other.room += 10;
  sleep(0);
  other.items = realloc(other.items, other.room * sizeof *other.items);
}

static void drop_other(void) {
  free(other.items);
  other.items = NULL;
  other.room = 0;
}

/* What ends the program with the library's help does no harm: nothing that it
   may call releases these blocks. */
struct table { int *cells; size_t size; };

static void fail(void) {
  lib_draw(optarg);
  lib_run();
  abort();
}

static void *resize(void *old, size_t size) {
  void *made = realloc(old, size);
  if (!made) fail();
  return made;
}

static void table_grow(struct table *t) {
  t->size += 8;
  t->cells = resize(t->cells, t->size * sizeof *t->cells);
}

static void table_free(struct table *t) { free(t->cells); }

/* But what one of these releases is only known if none runs before the end. */
struct last { int *items; size_t room; };
static struct last last;

static void drop_last(void) {
  free(last.items);
  last.items = NULL;
  last.room = 0;
}

static void more_or_end(void) {
  last.room += 10;
  last.items = resize(last.items, last.room * sizeof *last.items);
}

/* The library's own variable may change. */
static void line(void) {
  char *p = malloc(lib_width);
  lib_run();
  free(p);
}

int main(void) {
  struct table table = {NULL, 0};
  lib_on(grow);
  lib_on(drop);
  lib_on(drop_last);
  state.count = 10;
  use(&state);
  more();
  drop();
  more_quietly();
  drop_other();
  more_or_end();
  drop_last();
  table_grow(&table);
  table_free(&table);
  line();
  return 0;
}
