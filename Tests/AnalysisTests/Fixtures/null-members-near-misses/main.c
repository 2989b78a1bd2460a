/* Members that are not null, or not each time, when their counts change. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Cleared but for its end. */
struct part {
  size_t n;
  long pad[4];
  char *p;
};
static void part_set(struct part *v, size_t n, int fail) {
  memset(v, 0, offsetof(struct part, p));
  v->n = n;
  if (fail) return;
  v->p = malloc(n);
}

/* Not cleared. */
struct kept {
  size_t n;
  char *p;
};
static void kept_set(struct kept *v, size_t n, int fail) {
  memset(v, -(v->p != NULL) & 0, 0);
  v->n = n;
  if (fail) return;
  free(v->p);
  v->p = malloc(n);
}

/* Cleared now and then. */
struct rarely {
  size_t n;
  char *p;
};
static void rarely_set(struct rarely *v, size_t n, int clear, int fail) {
  if (clear) memset(v, 0, sizeof *v);
  v->n = n;
  if (fail) return;
  v->p = malloc(n);
}

/* Cleared once, counted several times. */
struct often {
  size_t n;
  char *p;
};
static void often_set(struct often *v, size_t n, int times) {
  memset(v, 0, sizeof *v);
  for (int i = 0; i < times; i++) {
    v->n = n + (size_t)i;
    if (i == 1) return;
    free(v->p);
    v->p = malloc(v->n);
  }
}

/* Filled by another function, by another name, by another record's member. */
struct filled {
  size_t n;
  char *p;
};
static void fill(struct filled *v) { v->p = malloc(7); }
static void filled_set(struct filled *v, size_t n, int fail) {
  memset(v, 0, sizeof *v);
  if (fail) fill(v);
  v->n = n;
  if (fail) return;
  v->p = malloc(n);
}
struct named {
  size_t n;
  char *p;
};
static void named_set(struct named *v, struct named *w, size_t n, int fail) {
  memset(v, 0, sizeof *v);
  w->p = malloc(9);
  w->n = 9;
  v->n = n;
  if (fail) return;
  v->p = malloc(n);
}
struct seen {
  size_t n;
  char *p;
};
struct viewed {
  size_t n;
  char *q;
};
static void seen_set(struct seen *v, size_t n, int fail) {
  memset(v, 0, sizeof *v);
  ((struct viewed *)v)->q = malloc(11);
  v->n = n;
  if (fail) return;
  free(v->p);
  v->p = malloc(n);
}

/* Another object from some point on. */
struct other {
  size_t n;
  char *p;
};
static void other_set(struct other *v, struct other *w, size_t n, int fail) {
  memset(v, 0, sizeof *v);
  v = w;
  v->n = n;
  if (fail) return;
  free(v->p);
  v->p = malloc(n);
}

/* A jump back that comes by without clearing. */
struct again {
  size_t n;
  char *p;
};
static void again_set(struct again *v, size_t n, int fail) {
  memset(v, 0, sizeof *v);
again:
  v->n = n;
  if (fail == 2) return;
  free(v->p);
  v->p = malloc(n);
  n++;
  if (fail++ < 2) goto again;
}

/* What the others miss: nothing. */
struct none {
  size_t n;
  char *p;
};
static void none_set(struct none *v, size_t n, int fail) {
  memset(v, 0, sizeof *v);
  v->n = n;
  if (fail) return;
  v->p = malloc(n);
}

int main(void) {
  struct part part = {3, {0}, malloc(3)};
  part_set(&part, 8, 1);
  free(part.p);
  struct kept kept = {3, malloc(3)};
  kept_set(&kept, 8, 1);
  free(kept.p);
  struct rarely rarely = {3, malloc(3)};
  rarely_set(&rarely, 8, 0, 1);
  free(rarely.p);
  struct often often;
  often_set(&often, 8, 3);
  free(often.p);
  struct filled filled;
  filled_set(&filled, 8, 1);
  free(filled.p);
  struct named named;
  named_set(&named, &named, 8, 1);
  free(named.p);
  struct seen seen;
  seen_set(&seen, 8, 1);
  free(seen.p);
  struct other other = {3, malloc(3)}, first;
  other_set(&first, &other, 8, 1);
  free(other.p);
  struct again again;
  again_set(&again, 8, 0);
  free(again.p);
  struct none none;
  none_set(&none, 8, 0);
  free(none.p);
  return 0;
}
