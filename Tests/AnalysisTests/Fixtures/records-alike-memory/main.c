/* Records that begin alike and are met in memory that is of no record's type, or in the middle
   of it. Run with proven sizes: the assumption of the inferred ones is false here. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* A block that is allocated as nothing in particular. */
struct one_a { char *s; int k; };
struct two_a { char *t; int k; };
static void swap_a(void *v) {
  struct two_a *two = v;
  free(two->t); /* unsized: of 10 bytes */
  two->t = malloc(20);
}
static void main_a(size_t n) {
  void *v = malloc(n);
  struct one_a *one = v;
  one->s = malloc(10);
  swap_a(v);
  free(one->s); /* unsized: of 20 bytes */
  free(v);
}

/* Pieces of a block that is handed out bit by bit. */
struct one_b { char *s; int k; };
struct two_b { char *t; int k; };
static char *pool_b;
static size_t used_b;
static void *take_b(size_t n) {
  void *v;
  if (!pool_b) pool_b = malloc(1000);
  v = pool_b + used_b;
  used_b += (n + 15) & ~(size_t)15;
  return v;
}
static void main_b(void) {
  struct one_b *one = take_b(sizeof *one);
  void *v = one;
  struct two_b *two = v;
  one->s = malloc(10);
  free(two->t); /* unsized */
  two->t = malloc(20);
  free(one->s); /* unsized */
  free(pool_b);
}

/* An array of characters. */
struct one_c { char *s; int k; };
struct two_c { char *t; int k; };
static _Alignas(16) char room_c[64];
static void swap_c(void *v) {
  struct two_c *two = v;
  free(two->t); /* unsized */
  two->t = malloc(20);
}
static void main_c(void) {
  struct one_c *one = (struct one_c *)room_c;
  one->s = malloc(10);
  swap_c(room_c);
  free(one->s); /* unsized */
}

/* What lies behind a header of the program's own. */
struct head_d { size_t length; };
struct one_d { char *s; int k; };
struct two_d { char *t; int k; };
static void *take_d(size_t n) {
  struct head_d *head = malloc(sizeof *head + n);
  head->length = n;
  return head + 1;
}
static void swap_d(void *v) {
  struct two_d *two = v;
  free(two->t); /* unsized */
  two->t = malloc(20);
}
static void main_d(void) {
  struct one_d *one = take_d(sizeof *one);
  one->s = malloc(10);
  swap_d(one);
  free(one->s); /* unsized */
  free((struct head_d *)(void *)one - 1);
}

/* An element of an array. */
struct one_e { char *s; int k; };
struct two_e { char *t; int k; };
static void swap_e(void *v) {
  struct two_e *two = v;
  free(two->t); /* unsized */
  two->t = malloc(20);
}
static void main_e(size_t i) {
  struct one_e *one = malloc(4 * sizeof *one);
  one[i].s = malloc(10);
  swap_e(one + i);
  free(one[i].s); /* unsized */
  free(one);
}

/* A record in another, at an offset. */
struct one_f { char *s; int k; };
struct two_f { char *t; int k; };
struct outer_f { long number; struct one_f in; };
static void main_f(void) {
  struct outer_f *outer = malloc(sizeof *outer);
  struct two_f *two = (struct two_f *)((char *)outer + offsetof(struct outer_f, in));
  outer->in.s = malloc(10);
  free(two->t); /* unsized */
  two->t = malloc(20);
  free(outer->in.s); /* unsized */
  free(outer);
}

/* Copied by way of memory without a type. */
struct one_g { char *s; int k; };
struct two_g { char *t; int k; };
static void main_g(void) {
  struct one_g one;
  struct two_g two;
  char room[sizeof one];
  one.s = malloc(10);
  one.k = 1;
  memcpy(room, &one, sizeof one);
  two.t = malloc(20);
  free(two.t); /* unsized */
  memcpy(&two, room, sizeof two);
  free(two.t); /* unsized: of 10 bytes */
}

/* A counter, of which each record has its own. */
struct one_h { char *s; size_t n; };
struct two_h { char *t; size_t m; };
static void cut_h(void *v) {
  struct two_h *two = v;
  two->m = 3;
}
static void fill_h(struct one_h *one, size_t n) {
  one->n = n;
  one->s = malloc(n);
}
static void main_h(size_t n) {
  void *v = calloc(1, n);
  struct one_h *one = v;
  fill_h(one, 10);
  cut_h(v);
  free(one->s); /* unsized */
  free(v);
}

/* A record of pointers, read as an array of them. */
struct names_l { char *one, *other; };
static void main_l(void) {
  struct names_l names;
  char **all = (char **)&names;
  int i;
  names.one = malloc(10);
  names.other = malloc(20);
  for (i = 0; i < 2; i++) free(all[i]); /* unsized */
  names.other = malloc(30);
  all[0] = names.other;
  free(names.one); /* unsized: of 30 bytes */
}

/* Near misses: the type of an object is told by a tag, and it begins as what it was made as. */
struct base_i { int tag; };
struct text_i { struct base_i base; char *s; };
struct list_i { struct base_i base; char *t; };
static struct base_i *make_i(int tag, size_t n) {
  struct base_i *base = malloc(n);
  base->tag = tag;
  return base;
}
static void drop_i(struct base_i *base) {
  if (base->tag == 1)
    free(((struct text_i *)base)->s); /* sized */
  else
    free(((struct list_i *)base)->t); /* sized */
  free(base);
}
static void main_i(void) {
  struct text_i *text = (struct text_i *)make_i(1, sizeof *text);
  struct list_i *list = (struct list_i *)make_i(2, sizeof *list);
  text->s = malloc(10);
  list->t = malloc(20);
  drop_i(&text->base);
  drop_i(&list->base);
}

/* Different members are met. */
struct one_j { char *s; char *u; };
struct two_j { char *t; char *v; };
static void look_j(void *any) {
  struct two_j *two = any;
  if (two->t) two->t[0] = 0;
}
static void main_j(void) {
  struct one_j one;
  struct two_j two;
  one.s = malloc(10);
  one.u = malloc(30);
  two.t = malloc(20);
  two.v = malloc(40);
  look_j(&one);
  free(one.s); /* unsized */
  free(two.t); /* unsized */
  free(one.u); /* sized */
  free(two.v); /* sized */
}

/* An allocator that is chosen at run time gives each caller a block of its own. */
struct one_k { char *s; int k; };
struct two_k { char *t; int k; };
static void *own_k(void *context, size_t n) {
  (void)context;
  return malloc(n);
}
struct functions_k { void *(*take)(void *, size_t); };
static void main_k(const struct functions_k *f) {
  struct one_k *one = f->take(NULL, sizeof *one);
  struct two_k *two = f->take(NULL, sizeof *two);
  one->s = malloc(10);
  two->t = malloc(20);
  free(one->s); /* sized */
  free(two->t); /* sized */
  free(one);
  free(two);
}

int main(void) {
  struct functions_k functions = {own_k};
  main_a(64);
  main_b();
  main_c();
  main_d();
  main_e(2);
  main_f();
  main_g();
  main_h(64);
  main_l();
  main_i();
  main_j();
  main_k(&functions);
  return 0;
}
