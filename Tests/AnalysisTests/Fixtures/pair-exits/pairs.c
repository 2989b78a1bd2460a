/* A pointer and its counter are assigned at different places: what may lie in
   between. Each release of `data` is by the counter only where no way leads
   past one of the two assignments. */
#include <stdlib.h>
#include <string.h>

static int odd;

/* 1. Left early with the pointer, without the counter: unsized. */
struct early { char *data; size_t size; };
static struct early *early_new(size_t size) {
  struct early *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  e->data = malloc(size);
  if (odd) return e;
  e->size = size;
  return e;
}
static void early_free(struct early *e) { free(e->data); free(e); }

/* 2. Left early where the pointer is null: sized. */
struct failed { char *data; size_t size; };
static struct failed *failed_new(size_t size) {
  struct failed *f = calloc(1, sizeof *f);
  if (!f) return NULL;
  f->data = malloc(size);
  if (f->data == NULL) return f;
  f->size = size;
  return f;
}
static void failed_free(struct failed *f) { free(f->data); free(f); }

/* 3. Left early behind a release of the object: sized; the cleanup's own
   release stands where the counter is not set yet. */
struct cleaned { char *data; char *other; size_t size; };
static struct cleaned *cleaned_new(size_t size) {
  struct cleaned *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->data = malloc(size);
  c->other = malloc(3);
  if (odd) {
    free(c->data);
    free(c->other);
    free(c);
    return NULL;
  }
  c->size = size;
  return c;
}
static void cleaned_free(struct cleaned *c) {
  free(c->data);
  free(c->other);
  free(c);
}

/* 4. Released early by the function that goes by the counter: unsized. */
struct undone { char *data; size_t size; };
static void undone_free(struct undone *u) { free(u->data); free(u); }
static struct undone *undone_new(size_t size) {
  struct undone *u = calloc(1, sizeof *u);
  if (!u) return NULL;
  u->data = malloc(size);
  if (odd) {
    undone_free(u);
    return NULL;
  }
  u->size = size;
  return u;
}

/* 5. Another record's function runs in between: sized. */
struct inner { int value; };
static struct inner *inner_new(void) {
  struct inner *i = malloc(sizeof *i);
  if (!i) return NULL;
  i->value = odd;
  if (i->value > 100) {
    free(i);
    return NULL;
  }
  return i;
}
struct outer { char *data; struct inner *inner; size_t size; };
static struct outer *outer_new(size_t size) {
  struct outer *o = calloc(1, sizeof *o);
  if (!o) return NULL;
  o->data = malloc(size);
  if (!o->data) {
    free(o);
    return NULL;
  }
  o->inner = inner_new();
  if (!o->inner) {
    free(o->data);
    free(o);
    return NULL;
  }
  o->size = size;
  return o;
}
static void outer_free(struct outer *o) {
  free(o->data);
  free(o->inner);
  free(o);
}

/* 6. The counter is set on some ways only: unsized. */
struct partly { char *data; size_t size; };
static void partly_set(struct partly *p, size_t size) {
  p->data = malloc(size);
  if (odd) p->size = size;
}

/* 7. The counter is set where the pointer is not null: sized. */
struct checked { char *data; size_t size; };
static void checked_set(struct checked *c, size_t size) {
  c->data = malloc(size);
  if (c->data != NULL) {
    c->size = size;
  }
}

/* 8. A loop is left before the counter is set: unsized. */
struct looped { char *data; size_t size; };
static void looped_set(struct looped *l, size_t size) {
  for (int i = 0; i < 1; i++) {
    l->data = malloc(size);
    if (odd) break;
    l->size = size;
  }
}

/* 9. A loop lies between the two and is left: sized. */
struct between { char *data; size_t size; };
static void between_set(struct between *b, size_t size) {
  b->data = malloc(size);
  for (int i = 0; i < 10; i++) {
    if (i == odd) break;
  }
  b->size = size;
}

/* 10. A jump leads past the counter: unsized. */
struct jumped { char *data; size_t size; };
static int jumped_set(struct jumped *j, size_t size) {
  j->data = malloc(size);
  if (odd) goto done;
  j->size = size;
done:
  return odd;
}

/* 11. The counter is set to zero, and the pointer to null only on some ways:
   unsized. */
struct reset { char *data; size_t size; };
static void reset_set(struct reset *r, size_t size) {
  r->data = malloc(size);
  r->size = size;
}
static void reset_clear(struct reset *r) {
  r->size = 0;
  if (odd) return;
  free(r->data);
  r->data = NULL;
}

/* 12. The block leaves before its own counter is set: unsized. */
struct tail { size_t size; char data[]; };
static struct tail *tail_new(size_t size) {
  struct tail *t = calloc(1, sizeof *t + size);
  if (!t) return NULL;
  if (odd) return t;
  t->size = size;
  return t;
}

/* 13. A condition of two: the counter is not set whenever the pointer is there:
   unsized. */
struct both { char *data; size_t size; };
static void both_set(struct both *b, size_t size) {
  b->data = malloc(size);
  if (b->data && odd) b->size = size;
}

/* 14. Left where one of two pointers is null, which need not be this one:
   unsized. */
struct twins { char *data; char *other; size_t size; };
static int twins_set(struct twins *t, size_t size) {
  t->data = malloc(size);
  t->other = odd ? NULL : malloc(1);
  if (!t->data || !t->other) return -1;
  t->size = size;
  return 0;
}

static void all(size_t size) {
  struct early *e = early_new(size);
  if (e) early_free(e);
  struct failed *f = failed_new(size);
  if (f) failed_free(f);
  struct cleaned *c = cleaned_new(size);
  if (c) cleaned_free(c);
  struct undone *u = undone_new(size);
  if (u) undone_free(u);
  struct outer *o = outer_new(size);
  if (o) outer_free(o);
  struct partly p = {0};
  partly_set(&p, size);
  free(p.data);
  struct checked k = {0};
  checked_set(&k, size);
  free(k.data);
  struct looped l = {0};
  looped_set(&l, size);
  free(l.data);
  struct between b = {0};
  between_set(&b, size);
  free(b.data);
  struct jumped j = {0};
  jumped_set(&j, size);
  free(j.data);
  struct reset r = {0};
  reset_set(&r, size);
  reset_clear(&r);
  free(r.data);
  free(tail_new(size));
  struct both h = {0};
  both_set(&h, size);
  free(h.data);
  struct twins t = {0};
  twins_set(&t, size);
  free(t.data);
  free(t.other);
}

int main(void) {
  all(10);
  odd = 1;
  all(20);
  return 0;
}
