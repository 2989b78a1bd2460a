/* Members that are null until they get their blocks: the count that several of
   them share is set before, and each failure on the way gives back the others. */
#include <stdlib.h>
#include <string.h>

static int fails;
static void *maybe(void *block) {
  if (!fails) return block;
  fails--;
  return block;
}

/* Cleared by memset. */
struct curve {
  int n;
  int *tag;
  double *c, *alpha;
};
static int curve_init(struct curve *v, int n) {
  memset(v, 0, sizeof *v);
  v->n = n;
  if ((v->tag = calloc(n, sizeof *v->tag)) == NULL) goto fail;
  if ((v->c = calloc(n, sizeof *v->c)) == NULL) goto fail;
  if ((v->alpha = calloc(n, sizeof *v->alpha)) == NULL) goto fail;
  return 0;
fail:
  free(v->tag);
  free(v->c);
  free(v->alpha);
  return 1;
}
static void curve_clear(struct curve *v) {
  free(v->tag);
  free(v->c);
  free(v->alpha);
}

/* Made by calloc; what fails sets the object to null and jumps. */
struct code {
  int n, m;
  int *a, *b, *c;
};
static struct code *code_new(int bits, int m) {
  struct code *r = calloc(1, sizeof *r);
  if (r == NULL) goto done;
  r->n = (1 << bits) - 1;
  r->a = malloc(sizeof(int) * (r->n + 1));
  if (r->a == NULL) {
    free(r);
    r = NULL;
    goto done;
  }
  r->b = malloc(sizeof(int) * (r->n + 1));
  if (r->b == NULL) {
    free(r->a);
    free(r);
    r = NULL;
    goto done;
  }
  r->c = malloc(sizeof(int) * (m + 1));
  if (r->c == NULL) {
    free(r->a);
    free(r->b);
    free(r);
    r = NULL;
    goto done;
  }
  r->m = m;
done:
  return r;
}
static void code_free(struct code *r) {
  free(r->a);
  free(r->b);
  free(r->c);
  free(r);
}

/* Set to null itself; a function that gives all back is called on the way. */
struct pair {
  size_t n;
  char *left, *right;
};
static void pair_free(struct pair *p) {
  free(p->left);
  free(p->right);
  free(p);
}
static struct pair *pair_new(size_t n) {
  struct pair *p = malloc(sizeof *p);
  if (!p) abort();
  p->left = NULL;
  p->right = NULL;
  p->n = n;
  if (n == 3) {
    pair_free(p);
    return NULL;
  }
  p->left = malloc(p->n);
  if (n == 4) {
    pair_free(p);
    return NULL;
  }
  p->right = malloc(p->n);
  return p;
}

/* A resize of what is still null. */
struct table {
  size_t room;
  long *items;
};
static struct table *table_new(size_t room) {
  struct table *t = calloc(1, sizeof *t);
  if (!t) abort();
  t->room = room;
  if (room == 5) return t;
  t->items = malloc(t->room * sizeof *t->items);
  return t;
}
static void table_shrink(struct table *t) {
  long *items = realloc(t->items, t->room * sizeof *items);
  if (!items) abort();
  t->items = items;
}
static void table_free(struct table *t) {
  free(t->items);
  free(t);
}

int main(void) {
  struct curve v;
  fails = 1;
  if (curve_init(maybe(&v), 5)) return 1;
  curve_clear(&v);
  struct code *c = code_new(4, 5);
  if (!c) return 1;
  code_free(c);
  for (size_t n = 2; n < 6; n++) {
    struct pair *p = pair_new(n);
    if (p) pair_free(p);
    struct table *t = table_new(n);
    table_shrink(t);
    table_free(t);
  }
  return 0;
}
