#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Counters of blocks that wrappers allocate, which ask for a byte instead of none. */

static void *checked(void *p) {
  if (!p) abort();
  return p;
}

static void *xmalloc(size_t size) { return checked(malloc(size ? size : 1)); }

static void *xrealloc(void *p, size_t size) {
  if (!size) size = 1;
  return checked(p ? realloc(p, size) : malloc(size));
}

struct conditions {
  unsigned used, allocated;
  char *ignoring;
  long *lines;
};

static void push(struct conditions *c) {
  if (c->allocated == 0) {
    c->allocated = 5;
    c->ignoring = xmalloc(c->allocated);
    c->lines = xmalloc(c->allocated * sizeof *c->lines);
  } else if (c->used == c->allocated) {
    c->allocated += 5;
    c->ignoring = xrealloc(c->ignoring, c->allocated);
    c->lines = xrealloc(c->lines, c->allocated * sizeof *c->lines);
  }
  c->lines[c->used] = 1;
  c->ignoring[c->used++] = 1;
}

static void pop(struct conditions *c) {
  free(c->ignoring);
  free(c->lines);
  c->ignoring = NULL;
  c->lines = NULL;
  c->used = c->allocated = 0;
}

/* A counter that is 0 while there is a block. */

struct text {
  size_t length;
  char *bytes;
};

static void set(struct text *t, size_t length) {
  t->bytes = xmalloc(length);
  t->length = length;
}

static void clear(struct text *t) {
  free(t->bytes);
  t->bytes = NULL;
  t->length = 0;
}

/* Resized where it stands, nothing at first. */

struct stack {
  size_t room;
  int *top;
};

static int room(struct stack *s, size_t room) {
  int *top = realloc(s->top, room ? room : 1);
  if (!top) return 1;
  s->top = top;
  s->room = room;
  return 0;
}

static void release(struct stack *s) {
  free(s->top);
  s->top = NULL;
  s->room = 0;
}

/* What is none of it: a counter that is cut, wrappers that differ in what they ask for. */

struct cut {
  unsigned char length;
  char *bytes;
};

static void set_cut(struct cut *c, size_t length) {
  c->bytes = xmalloc(length);
  c->length = length;
}

static void clear_cut(struct cut *c) {
  free(c->bytes);
  c->bytes = NULL;
  c->length = 0;
}

struct mixed {
  size_t length;
  char *bytes;
};

static void *at_least_eight(size_t size) { return checked(malloc(size ? size : 8)); }

static void set_one(struct mixed *m, size_t length) {
  m->bytes = xmalloc(length);
  m->length = length;
}

static void set_other(struct mixed *m, size_t length) {
  m->bytes = at_least_eight(length);
  m->length = length;
}

static void clear_mixed(struct mixed *m) {
  free(m->bytes);
  m->bytes = NULL;
  m->length = 0;
}

int main(int argc, char **argv) {
  size_t none = argc > 9;
  struct conditions all = {0};
  pop(&all);
  for (int i = 0; i < 13; i++) push(&all);
  pop(&all);
  struct text text = {0};
  clear(&text);
  set(&text, none);
  clear(&text);
  set(&text, strlen(argv[0]));
  clear(&text);
  struct stack stack = {0};
  release(&stack);
  if (room(&stack, none) || room(&stack, 40) || room(&stack, none)) return 1;
  release(&stack);
  struct cut cut = {0};
  set_cut(&cut, 256 + none);
  clear_cut(&cut);
  struct mixed mixed = {0};
  set_one(&mixed, none);
  clear_mixed(&mixed);
  set_other(&mixed, none);
  clear_mixed(&mixed);
  return 0;
}
