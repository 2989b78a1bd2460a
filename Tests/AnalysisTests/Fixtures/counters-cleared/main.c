/* Counters that are cleared, by others too, before their pointers get blocks or lose them. */
#include <stdlib.h>
#include <string.h>

struct buf_a { int n; char *p; };
static void buf_set_a(struct buf_a *x, int n) { x->n = n; x->p = malloc(n); }
static void buf_drop_a(struct buf_a *x) { free(x->p); } /* MEM_FREE(..., x->p, x->n) */
static void buf_clear_a(struct buf_a *x) {
  x->n = 0;
  buf_drop_a(x);
  x->p = NULL;
}
struct img_a { int w, h; char *p; };
static void img_set_a(struct img_a *x, int w, int h) { x->w = w; x->h = h; x->p = malloc(w * h); }
static void img_drop_a(struct img_a *x) { free(x->p); } /* MEM_FREE(..., x->p, x->w * x->h) */
static void img_clear_a(struct img_a *x) {
  x->w = x->h = 0;
  img_drop_a(x);
  x->p = NULL;
}
static int main_a(void) {
  struct buf_a b;
  struct img_a i;
  buf_set_a(&b, 9);
  buf_clear_a(&b);
  img_set_a(&i, 3, 4);
  img_clear_a(&i);
  return 0;
}

struct vec_b { int n; char *p; };
static void vec_reserve_b(struct vec_b *x, int n) {
  char *q = realloc(x->p, n);
  if (!q) return;
  x->p = q;
  x->n = n;
}
static void vec_renew_b(struct vec_b *x) {
  x->n = 0; /* forget what it had */
  vec_reserve_b(x, 5);
  free(x->p);
  x->p = NULL;
}
static int main_b(void) {
  struct vec_b v = {0, 0};
  vec_reserve_b(&v, 9);
  vec_renew_b(&v);
  return 0;
}

struct buf_c { int n; char *p; };
static void buf_grow_c(struct buf_c *x, int n) { x->n = n; x->p = malloc(n); }
static void buf_init_c(struct buf_c *x, int n) {
  x->p = NULL;
  buf_grow_c(x, n);
  x->n = 0;
}
static void buf_free_c(struct buf_c *x) { free(x->p); } /* MEM_FREE(..., x->p, x->n) */
static int main_c(void) {
  struct buf_c b;
  buf_init_c(&b, 9);
  buf_free_c(&b);
  return 0;
}

struct img_d { int w, h; char *p; };
static void img_set_d(struct img_d *x, struct img_d *other, int w, int h) {
  x->w = w;
  other->w = other->h = 0; /* other == x */
  other->p = NULL;
  x->h = h;
  x->p = malloc(w * h);
}
static void img_free_d(struct img_d *x) { free(x->p); } /* MEM_FREE(..., x->p, x->w * x->h) */
static int main_d(void) {
  struct img_d i = {0, 0, 0};
  img_set_d(&i, &i, 3, 4);
  img_free_d(&i);
  return 0;
}

struct buf_e { int n; char *p; };
static void buf_init_e(struct buf_e *x) { x->p = NULL; x->n = 0; }
static void buf_set_e(struct buf_e *x, int n) {
  x->n = n;
  buf_init_e(x);
  x->p = malloc(n);
}
static void buf_free_e(struct buf_e *x) { free(x->p); } /* MEM_FREE(..., x->p, x->n) */
struct img_e { int w, h; char *p; };
static void img_set_e(struct img_e *x, int w, int h) {
  x->w = w;
  memset(x, 0, sizeof *x);
  x->h = h;
  x->p = malloc(w * h);
}
static void img_free_e(struct img_e *x) { free(x->p); } /* MEM_FREE(..., x->p, x->w * x->h) */
static int main_e(void) {
  struct buf_e b; struct img_e i;
  buf_set_e(&b, 9); buf_free_e(&b);
  img_set_e(&i, 3, 4); img_free_e(&i);
  return 0;
}

struct one_f { int n; char *p; };
static char *one_make_f(struct one_f *x, int n) { x->n = 0; x->p = NULL; return malloc(n); }
static void one_set_f(struct one_f *x, int n) { x->n = n; x->p = one_make_f(x, n); }
static void one_free_f(struct one_f *x) { free(x->p); }
struct two_f { int n; char *p; };
static void two_set_f(struct two_f *x, int n) { x->n = n; x->p = malloc(n); }
static void two_move_f(struct two_f *x, struct two_f *y) {
  x->n = y->n;
  memset(x, 0, sizeof *x);
  x->p = y->p;
  y->p = NULL;
  y->n = 0;
}
static void two_free_f(struct two_f *x) { free(x->p); }
static int three_n;
static char *three;
static void three_reset_f(void) { three_n = 0; three = NULL; }
static void three_set_f(int n) { three_n = n; three_reset_f(); three = malloc(n); }
static void three_free_f(void) { free(three); }
static int main_f(void) {
  struct one_f a; struct two_f b, c;
  one_set_f(&a, 5); one_free_f(&a);
  two_set_f(&b, 6); two_move_f(&c, &b); two_free_f(&c);
  three_set_f(7); three_free_f();
  return 0;
}

/* What has its size all the same. */
struct kept {
	int n;
	char *p;
};

static void kept_set(struct kept *k, int n)
{
	k->n = n;
	k->p = malloc(n);
}

static void kept_clear(struct kept *k)
{
	free(k->p);
	k->p = NULL;
	k->n = 0;
}

static int kept(void)
{
	struct kept k;
	kept_set(&k, 5);
	kept_clear(&k);
	return 0;
}

int main(void)
{
	return kept() + main_a() + main_b() + main_c() + main_d() + main_e() + main_f();
}
