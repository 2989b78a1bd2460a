// Pointers that have an array in the object itself until it is too small.
#include <stdlib.h>
#include <string.h>
struct stack {
  int *items;
  unsigned room, used;
  int inside[4];
};
static void stack_init(struct stack *s) {
  s->items = s->inside;
  s->room = sizeof s->inside / sizeof *s->inside;
  s->used = 0;
}
static int stack_push(struct stack *s, int item) {
  if (s->used == s->room) {
    unsigned room = s->room * 2;
    int *items = realloc(s->items == s->inside ? NULL : s->items, room * sizeof *items);
    if (items == NULL) return -1;
    if (s->items == s->inside) memcpy(items, s->inside, sizeof s->inside);
    s->items = items;
    s->room = room;
  }
  s->items[s->used++] = item;
  return 0;
}
static void stack_clear(struct stack *s) {
  if (s->items != s->inside) free(s->items);
  s->items = s->inside;
  s->room = 4;
}
struct text {
  char *data;
  size_t room;
  char inside[16];
};
static void text_init(struct text *t) {
  t->room = sizeof t->inside;
  t->data = t->inside;
}
static void text_grow(struct text *t, size_t room) {
  char *data = malloc(room);
  if (data == NULL) abort();
  memcpy(data, t->data, t->room);
  if (t->data != t->inside) free(t->data);
  t->data = data;
  t->room = room;
}
static void text_clear(struct text *t) { free(t->data == t->inside ? NULL : t->data); }
// A buffer that all share at first.
static char nothing[1];
struct line {
  char *data;
  size_t room;
};
static void line_init(struct line *l) {
  l->data = nothing;
  l->room = 0;
}
static void line_grow(struct line *l, size_t more) {
  size_t room = l->room + more;
  char *data = realloc(l->room ? l->data : NULL, room);
  if (data == NULL) abort();
  l->data = data;
  l->room = room;
}
static void line_clear(struct line *l) {
  if (l->room) free(l->data);
}
int main(void) {
  struct stack s;
  stack_init(&s);
  for (int i = 0; i < 40; i++)
    if (stack_push(&s, i)) return 1;
  stack_clear(&s);
  stack_push(&s, 1);
  struct text t;
  text_init(&t);
  text_grow(&t, 100);
  text_grow(&t, 300);
  text_clear(&t);
  struct line l;
  line_init(&l);
  line_clear(&l);
  line_grow(&l, 10);
  line_grow(&l, 20);
  line_clear(&l);
  return 0;
}
