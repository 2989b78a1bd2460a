/* Records that are read, written and copied as others that begin alike, without a cast. Run with
   proven sizes: the assumption of the inferred ones is false here. */
#include <stdlib.h>
#include <string.h>

/* A member is released as that of a shorter record. */
struct base_a { int type; char *s; };
struct derived_a { int type; char *s; int more; };
static void drop_a(void *v) {
  struct base_a *b = v;
  free(b->s); /* unsized: of 10 or 20 bytes */
  free(v);
}
static void main_a(void) {
  struct base_a *b = malloc(sizeof *b);
  struct derived_a *d = malloc(sizeof *d);
  b->s = malloc(10);
  d->s = malloc(20);
  drop_a(b);
  drop_a(d);
}

/* Copied as bytes. */
struct one_b { char *s; int k; };
struct two_b { char *t; int k; };
static void main_b(void) {
  struct one_b one;
  struct two_b two;
  one.s = malloc(10);
  two.t = malloc(20);
  one.k = two.k = 0;
  free(two.t); /* unsized */
  memcpy(&two, &one, sizeof two);
  free(two.t); /* unsized */
}

/* Copied as a third record. */
struct one_c { char *s; int k; };
struct two_c { char *t; int k; };
static void copy_c(void *to, void *from) {
  struct one_c *a = to, *b = from;
  *a = *b;
}
static void main_c(void) {
  struct two_c x, y;
  x.t = malloc(10);
  y.t = malloc(20);
  x.k = y.k = 0;
  free(y.t); /* unsized */
  copy_c(&y, &x);
  free(y.t); /* unsized */
}

/* A pointer is replaced as that of another record: `void *` is like `char *`. */
struct base_d { void *link; void *data; };
struct derived_d { struct derived_d *next; char *text; int k; };
static void put_d(void *v, size_t n) {
  struct base_d *b = v;
  b->data = malloc(n);
}
static void main_d(void) {
  struct derived_d *d = calloc(1, sizeof *d);
  d->text = malloc(5);
  free(d->text); /* unsized */
  put_d(d, 17);
  free(d->text); /* unsized: 17 bytes */
  free(d);
}

/* A narrow counter changes as that of another record. */
struct base_e { char *s; int n; };
struct derived_e { char *s; int n; int more; };
static void cut_e(void *v) {
  struct base_e *b = v;
  b->n = 3;
}
static void make_e(struct derived_e *d, int n) {
  d->s = malloc(n);
  d->n = n;
}
static void free_e(struct derived_e *d) {
  free(d->s); /* unsized */
  free(d);
}
static void main_e(void) {
  struct derived_e *d = malloc(sizeof *d);
  make_e(d, 10);
  cut_e(d);
  free_e(d);
}

/* The elements of an array, in a record that lies in the other. */
struct inner_f { char *s; int k; };
struct base_f { struct inner_f in; };
struct derived_f { char *s; int k; int more; };
static void drop_f(void *v) {
  struct base_f *b = v;
  free(b[0].in.s); /* unsized: of 10 or 20 bytes */
}
static void main_f(void) {
  struct base_f *b = malloc(2 * sizeof *b);
  struct derived_f *d = malloc(sizeof *d);
  b[0].in.s = malloc(10);
  d->s = malloc(20);
  drop_f(b);
  drop_f(d);
  free(b);
  free(d);
}

/* Through a member of the record and a pointer to the record. */
struct base_g { char *s; };
struct derived_g { char *s; int k; };
struct holder_g { void *any; };
static void drop_g(struct holder_g *h) { free((*(struct base_g *)h->any).s); /* unsized */ }
static void main_g(void) {
  struct holder_g h;
  struct base_g b = {malloc(10)};
  struct derived_g d = {malloc(20), 1};
  h.any = &b;
  drop_g(&h);
  h.any = &d;
  drop_g(&h);
}

/* Near misses: what lies at the pointer's place is something else. */
struct one_h { int type; char *s; };
struct two_h { char *s; int type; };
static void drop_h(void *v, int which) {
  if (which) {
    struct one_h *one = v;
    free(one->s); /* sized */
  } else {
    struct two_h *two = v;
    free(two->s); /* sized */
  }
  free(v);
}
static void main_h(void) {
  struct one_h *one = malloc(sizeof *one);
  struct two_h *two = malloc(sizeof *two);
  one->s = malloc(10);
  two->s = malloc(20);
  drop_h(one, 1);
  drop_h(two, 0);
}

/* A record in another is that record. */
struct inner_i { char *s; };
struct outer_i { struct inner_i in; int k; };
static void drop_i(void *v) {
  struct inner_i *in = v;
  free(in->s); /* sized: the same field */
}
static void main_i(void) {
  struct outer_i *o = malloc(sizeof *o);
  o->in.s = malloc(30);
  drop_i(o);
  free(o);
}

/* Alike, but never read as the other. */
struct one_j { char *s; int k; };
struct two_j { char *s; int k; };
static void main_j(void) {
  struct one_j *one = malloc(sizeof *one);
  struct two_j *two = malloc(sizeof *two);
  one->s = malloc(10);
  two->s = malloc(20);
  free(one->s); /* sized */
  free(two->s); /* sized */
  free(one);
  free(two);
}

int main(void) {
  main_a();
  main_b();
  main_c();
  main_d();
  main_e();
  main_f();
  main_g();
  main_h();
  main_i();
  main_j();
  return 0;
}
