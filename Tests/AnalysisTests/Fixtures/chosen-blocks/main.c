// Blocks of one size that one of two calls brings, chosen by ?:.
#include <stdlib.h>
#include <string.h>

/* the counter grows before, a local is tested */
struct lines { int *first; size_t room; };
static int lines_grow(struct lines *l) {
  size_t bytes;
  int *grown;
  l->room += 20;
  bytes = l->room * sizeof *l->first;
  grown = l->first == NULL ? malloc(bytes) : (int *)realloc(l->first, bytes);
  if (!grown) return -1;
  l->first = grown;
  return 0;
}
static void lines_free(struct lines *l) { free(l->first); }

/* the counter is set afterwards, in a local's initialiser */
struct stack { long *items; int room; };
static int stack_room(struct stack *s, int n) {
  long *grown = s->items ? realloc(s->items, n * sizeof(long)) : malloc(n * sizeof(long));
  if (!grown) return 0;
  s->items = grown;
  s->room = n;
  return 1;
}
static void stack_free(struct stack *s) { free(s->items); }

/* into the member itself, or nothing at all */
struct text { char *bytes; size_t size; };
static void text_take(struct text *t, size_t n) {
  t->bytes = n > 0 ? malloc(n) : NULL;
  t->size = n;
}
static void text_drop(struct text *t) { free(t->bytes); }

/* a choice in a choice, into a variable */
static short *marks;
static size_t marked;
static void mark(size_t n, int clear) {
  marked = n;
  marks = n == 0 ? NULL : (clear ? calloc(n, sizeof *marks) : malloc(n * sizeof *marks));
}
static void unmark(void) {
  free(marks);
  marks = NULL;
  marked = 0;
}

/* both arms of an if, by one text through a local */
struct words { char **list; unsigned count; };
static int words_room(struct words *w, unsigned n) {
  size_t bytes = n * sizeof(char *);
  char **list;
  if (w->list != NULL)
    list = realloc(w->list, bytes);
  else
    list = malloc(bytes);
  if (list == NULL) return -1;
  w->list = list;
  w->count = n;
  return 0;
}
static void words_free(struct words *w) { free(w->list); }

int main(void) {
  struct lines l = {0};
  if (lines_grow(&l) || lines_grow(&l)) return 1;
  l.first[39] = 1;
  lines_free(&l);
  struct stack s = {0};
  if (!stack_room(&s, 3) || !stack_room(&s, 9)) return 1;
  s.items[8] = 1;
  stack_free(&s);
  struct text t = {0};
  text_take(&t, 0);
  text_drop(&t);
  text_take(&t, 7);
  t.bytes[6] = 1;
  text_drop(&t);
  mark(5, 1);
  marks[4] = 1;
  unmark();
  mark(6, 0);
  marks[5] = 1;
  unmark();
  mark(0, 0);
  unmark();
  struct words w = {0};
  if (words_room(&w, 2) || words_room(&w, 5)) return 1;
  w.list[4] = NULL;
  words_free(&w);
  return 0;
}
