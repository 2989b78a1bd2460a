// Pairs behind labels that release their object, and locals that realloc or malloc fills.
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
typedef struct { long a, b; } item;
struct table { item *slots; size_t room, used; };
static size_t primes(size_t n) { return n > 1000 ? 0 : n * 2 + 1; }
static struct table *table_new(size_t n) {
  struct table *t = malloc(sizeof *t);
  if (t == NULL) return NULL;
  if (n == 77) goto fail;
  t->room = primes(n);
  if (!t->room) goto fail;
  t->slots = calloc(t->room, sizeof *t->slots);
  if (t->slots == NULL) goto fail;
  t->used = 0;
  return t;
fail:
  free(t);
  return NULL;
}
static int table_rehash(struct table *t, size_t n) {
  struct table storage;
  struct table *u = &storage;
  size_t room = primes(n);
  if (!room) return 0;
  u->slots = calloc(room, sizeof *u->slots);
  if (u->slots == NULL) return 0;
  u->room = room;
  free(t->slots);
  t->slots = u->slots;
  t->room = u->room;
  return 1;
}
static void table_free(struct table *t) { free(t->slots); free(t); }
/* a local that realloc or malloc fills */
struct stack { item *items; int room; };
static int stack_room(struct stack *s, int n) {
  if (s->room < n) {
    int room = n < 16 ? 16 : n;
    void *grown;
    if (s->items) grown = realloc(s->items, room * sizeof(item));
    else grown = malloc(room * sizeof(item));
    if (!grown) return 0;
    s->room = room;
    s->items = grown;
  }
  return 1;
}
static void stack_free(struct stack *s) { free(s->items); }
static item *gstack; static int groom;
static int g_room(int n) {
  if (groom < n) {
    void *grown = 0;
    if (gstack) grown = realloc(gstack, n * sizeof(item));
    else grown = malloc(n * sizeof(item));
    if (!grown) return 0;
    groom = n;
    gstack = grown;
  }
  return 1;
}
static void g_free(void) { free(gstack); gstack = NULL; groom = 0; }
/* near miss: the malloc takes another size */
struct odd { item *items; int room; };
static int odd_room(struct odd *s, int n) {
  void *grown;
  if (s->items) grown = realloc(s->items, n * sizeof(item));
  else grown = malloc((n + 1) * sizeof(item));
  if (!grown) return 0;
  s->items = grown;
  s->room = n;
  return 1;
}
static void odd_free(struct odd *s) { free(s->items); }
/* near miss: the label releases something else first */
struct late { char *text; size_t room; };
static struct late *late_new(struct late *old, size_t n) {
  struct late *l = old;
  l->room = primes(n);
  if (!l->room) goto fail;
  free(l->text);
  l->text = malloc(l->room);
  return l;
fail:
  free(l->text);
  free(l);
  return NULL;
}
int main(void) {
  struct table *t = table_new(3); table_new(77); table_new(2000); t->slots[2].a = 1; table_rehash(t, 10); t->slots[19].b = 3; table_rehash(t, 4000); table_free(t);
  struct stack s = {0}; stack_room(&s, 3); s.items[2].a = 1; stack_room(&s, 40); s.items[39].a = 1; stack_free(&s);
  g_room(4); g_room(9); gstack[8].a = 0; g_free();
  struct odd o = {0}; odd_room(&o, 3); odd_free(&o);
  struct late *l = calloc(1, sizeof *l); l->text = malloc(9); l->room = 9; l = late_new(l, 5); l->text[10] = 1; late_new(l, 3000);
  return 0;
}
