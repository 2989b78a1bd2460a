#include <stdlib.h>
#include <string.h>

/* A capacity that changes before the block is resized: its size is saved. */

struct vector {
  int *items;
  int length, capacity;
};

static void vector_new(struct vector *v) {
  v->items = malloc(4 * sizeof *v->items);
  v->capacity = 4;
  v->length = 0;
}

static int vector_push(struct vector *v, int item) {
  if (v->length == v->capacity) {
    v->capacity *= 2;
    v->items = realloc(v->items, v->capacity * sizeof *v->items);
    if (!v->items) return -1;
  }
  v->items[v->length++] = item;
  return 0;
}

/* Behind other statements, by a loop. */
static void vector_reserve(struct vector *v, int n) {
  int wanted = n + v->length;
  if (wanted <= v->capacity) return;
  wanted++;
  while (v->capacity < wanted) v->capacity += 3;
  v->items = realloc(v->items, v->capacity * sizeof *v->items);
}

static void vector_free(struct vector *v) {
  free(v->items);
  v->items = NULL;
  v->capacity = 0;
}

/* Two global variables. */
static char *line;
static size_t room, used;
static void line_put(char c) {
  if (used >= room) {
    room += 16;
    line = realloc(line, room + 1);
  }
  line[used++] = c;
}
static void line_end(void) {
  free(line);
  line = NULL;
  used = room = 0;
}

/* Near miss: one of two has another writer. */
static char *page;
static size_t lines;
static void page_new(size_t n) {
  lines = n;
  page = malloc(lines);
}
static void page_cut(void) { lines--; }
static void page_free(void) { free(page); }

/* Near miss: a local variable has the counter's name. */
static char *sheet;
static size_t cells;
static void sheet_new(size_t n) {
  cells = n;
  sheet = malloc(cells);
}
static void sheet_free(int cells) {
  if (cells) free(sheet);
}

/* The size changes in the call. */
struct twofold {
  int *items;
  int capacity;
};
static void twofold_new(struct twofold *t) {
  t->items = malloc(4 * sizeof *t->items);
  t->capacity = 4;
}
static void twofold_grow(struct twofold *t) {
  t->items = realloc(t->items, (t->capacity *= 2) * sizeof *t->items);
}
static void twofold_free(struct twofold *t) { free(t->items); }

/* Near miss: the second round would give back the first one's size. */
struct rounds {
  char *bytes;
  size_t room;
};
static void rounds_new(struct rounds *t) {
  t->room = 8;
  t->bytes = malloc(t->room);
}
static void rounds_grow(struct rounds *t, int n) {
  t->room += 5;
  for (int i = 0; i < n; i++) t->bytes = realloc(t->bytes, t->room);
}
static void rounds_free(struct rounds *t) { free(t->bytes); }

/* Near miss: another call stands between. */
struct twice {
  char *bytes;
  size_t room;
};
static void twice_new(struct twice *t) {
  t->room = 8;
  t->bytes = malloc(t->room);
}
static int twice_fits(struct twice *t) {
  t->room += 1;
  t->bytes = realloc(t->bytes, t->room);
  return 1;
}
static void twice_grow(struct twice *t) {
  if (twice_fits(t)) t->room *= 2;
  t->bytes = realloc(t->bytes, t->room);
}
static void twice_free(struct twice *t) { free(t->bytes); }

/* Near miss: the object changes. */
struct other {
  char *bytes;
  size_t room;
};
static void other_new(struct other *t) {
  t->room = 8;
  t->bytes = malloc(t->room);
}
static void other_grow(struct other *t, struct other *u) {
  if ((t = u)->room < 100) t->room += 7;
  t->bytes = realloc(t->bytes, t->room);
}
static void other_free(struct other *t) { free(t->bytes); }

/* Near miss: it may be null where the size would be read. */
struct maybe {
  char *bytes;
  size_t room;
};
static void maybe_new(struct maybe *t) {
  t->room = 8;
  t->bytes = malloc(t->room);
}
static void maybe_grow(struct maybe *t, int n) {
  if (t && n) t->room += 9;
  if (t && n) t->bytes = realloc(t->bytes, t->room);
}
static void maybe_free(struct maybe *t) { free(t->bytes); }

/* Near miss: a jump leads past the place. */
struct jump {
  char *bytes;
  size_t room;
};
static void jump_new(struct jump *t) {
  t->room = 8;
  t->bytes = malloc(t->room);
}
static void jump_grow(struct jump *t, int n) {
  if (n > 1) goto later;
  t->room += 2;
  if (n) {
  later:
    t->room += 3;
  }
  t->bytes = realloc(t->bytes, t->room);
}
static void jump_free(struct jump *t) { free(t->bytes); }

/* Near miss: a macro changes the capacity. */
struct macro {
  char *bytes;
  size_t room;
};
static void macro_new(struct macro *t) {
  t->room = 8;
  t->bytes = malloc(t->room);
}
#define MORE(t) (t)->room += 4; (t)->bytes = realloc((t)->bytes, (t)->room)
static void macro_grow(struct macro *t) {
  MORE(t);
}
static void macro_free(struct macro *t) {
  t->room = 0;
  free(t->bytes);
}

int main(int argc, char **argv) {
  struct vector v;
  struct rounds r;
  struct twice w;
  struct other o, u;
  struct maybe m;
  struct jump j;
  struct macro a;
  vector_new(&v);
  for (int i = 0; i < argc + 20; i++) vector_push(&v, i);
  vector_reserve(&v, 100);
  vector_free(&v);
  for (int i = 0; i < 40; i++) line_put('x');
  line_end();
  line_put('y');
  line_end();
  page_new(9);
  page_cut();
  page_free();
  sheet_new(argc + 4);
  sheet_free(1);
  struct twofold d;
  twofold_new(&d);
  twofold_grow(&d);
  twofold_free(&d);
  rounds_new(&r);
  rounds_grow(&r, 3);
  rounds_free(&r);
  twice_new(&w);
  twice_grow(&w);
  twice_free(&w);
  other_new(&o);
  other_new(&u);
  other_grow(&o, &u);
  other_free(&o);
  other_free(&u);
  maybe_new(&m);
  maybe_grow(NULL, 1);
  maybe_grow(&m, argc);
  maybe_free(&m);
  jump_new(&j);
  jump_grow(&j, argc);
  jump_grow(&j, argc + 1);
  jump_free(&j);
  macro_new(&a);
  macro_grow(&a);
  macro_free(&a);
  return argv[0] == NULL;
}
