// Near misses of blocks that ?: chooses: each of these sizes must stay unknown, but for the
// last two.
#include <stdlib.h>
#include <string.h>

/* the arms have different sizes */
struct odd { int *items; int room; };
static int odd_room(struct odd *o, int n) {
  int *grown = o->items ? realloc(o->items, n * sizeof(int)) : malloc((n + 1) * sizeof(int));
  if (!grown) return 0;
  o->items = grown;
  o->room = n;
  return 1;
}
static void odd_free(struct odd *o) { free(o->items); }

/* one arm copies a string */
struct name { char *text; size_t size; };
static void name_set(struct name *m, const char *given, size_t n) {
  m->text = given ? strdup(given) : malloc(n);
  m->size = n;
}
static void name_drop(struct name *m) { free(m->text); }

/* one arm has a block that was made elsewhere */
struct lent { char *bytes; size_t size; };
static void lent_set(struct lent *t, char *given, size_t n) {
  t->bytes = given ? given : malloc(n);
  t->size = n;
}
static void lent_drop(struct lent *t) { free(t->bytes); }

/* the counter is set in one arm alone */
struct half { char *bytes; size_t size; };
static void half_room(struct half *h, size_t n) {
  h->bytes = h->bytes ? realloc(h->bytes, (h->size = n)) : malloc(n + 4);
}
static void half_drop(struct half *h) { free(h->bytes); }

struct arms { char *bytes; size_t size; };
static void arms_room(struct arms *a, size_t n) {
  if (a->bytes) {
    a->bytes = realloc(a->bytes, n);
    a->size = n;
  } else {
    a->bytes = malloc(n);
  }
}
static void arms_drop(struct arms *a) { free(a->bytes); }

/* where it chooses null, the old block stays beside the new counter */
struct null { char *bytes; size_t size; };
static int null_set(struct null *u, size_t n) {
  u->size = n;
  char *made = n > 100 ? NULL : malloc(n);
  if (!made) return -1;
  free(u->bytes);
  u->bytes = made;
  return 0;
}
static void null_drop(struct null *u) { free(u->bytes); }

/* the counter changes between the choice and its assignment */
struct late { char *bytes; size_t size; };
static int late_room(struct late *l, size_t n) {
  l->size = n;
  char *grown = l->bytes ? realloc(l->bytes, l->size) : malloc(l->size);
  l->size++;
  if (!grown) return -1;
  l->bytes = grown;
  return 0;
}
static void late_drop(struct late *l) { free(l->bytes); }

/* an argument of the second arm changes what the first arm's size is read from */
struct step { char *bytes; size_t size; };
static void step_room(struct step *s) {
  char *grown = s->bytes == NULL ? malloc(s->size) : realloc(s->bytes, s->size += 8);
  s->size += 8;
  s->bytes = grown;
}
static void step_drop(struct step *s) { free(s->bytes); }

/* no near miss, but inferred: the counter is set before, and the old block stays where the new one fails */
struct kept { char *bytes; size_t size; };
static int kept_room(struct kept *k, size_t n) {
  char *grown;
  k->size = n;
  grown = k->bytes ? realloc(k->bytes, n) : malloc(n);
  if (!grown) return -1;
  k->bytes = grown;
  return 0;
}
static void kept_drop(struct kept *k) { free(k->bytes); }

/* no near miss */
struct good { char *bytes; size_t size; };
static void good_room(struct good *g, size_t n) {
  g->bytes = n > 4 ? malloc(n) : calloc(1, n);
  g->size = n;
}
static void good_drop(struct good *g) { free(g->bytes); }

int main(void) {
  struct odd o = {0};
  odd_room(&o, 3);
  odd_free(&o);
  struct name m = {0};
  name_set(&m, "longer", 3);
  name_drop(&m);
  struct lent t = {0};
  lent_set(&t, malloc(9), 3);
  lent_drop(&t);
  struct half h = {0};
  half_room(&h, 5);
  half_drop(&h);
  struct arms a = {0};
  arms_room(&a, 5);
  arms_drop(&a);
  struct null u = {0};
  null_set(&u, 5);
  null_set(&u, 101);
  null_drop(&u);
  struct late l = {0};
  late_room(&l, 5);
  late_drop(&l);
  struct step s = {0};
  s.size = 3;
  step_room(&s);
  step_drop(&s);
  struct kept k = {0};
  kept_room(&k, 5);
  kept_room(&k, 9);
  kept_drop(&k);
  struct good g = {0};
  good_room(&g, 3);
  good_drop(&g);
  return 0;
}
