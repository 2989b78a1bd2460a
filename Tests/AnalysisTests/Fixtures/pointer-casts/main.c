/* Casts of pointers, without which a sum, a difference or an element is another one. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct rec_a { int a[4]; };
static void copy_ints_a(const int *s, const int *e) {
  char *p = malloc((char *)e - (char *)s);
  memcpy(p, s, (char *)e - (char *)s);
  free(p);
}
static void copy_structs_a(const struct rec_a *s, const struct rec_a *e) {
  char *p = malloc((const char *)e - (const char *)s + 1);
  free(p);
}
struct slice_a { int *from, *to; };
static void copy_slice_a(struct slice_a *v) { /* true 12, given 3 */
  char *p = malloc((char *)v->to - (char *)v->from);
  free(p);
}
static int main_a(void) {
  int v[8] = {0};
  struct slice_a s = {v, v + 3};
  copy_ints_a(v, v + 4);
  copy_structs_a((struct rec_a *)v, (struct rec_a *)v + 2);
  copy_slice_a(&s);
  return 0;
}

static void copy_b(const int *s, const int *e) {
  char *p = malloc((uintptr_t)e - (uintptr_t)s);
  free(p);
}
static int main_b(void) {
  int v[8];
  copy_b(v, v + 4);
  return 0;
}

static void f1_c(long *l) { char *p = malloc(strlen((char *)l + 1) + 1); strcpy(p, (char *)l + 1); free(p); }
struct A_c { char *d; size_t n; };
static void a_init_c(struct A_c *a, unsigned char *b) { a->n = *b; a->d = malloc(*(unsigned short *)b); }
static void a_free_c(struct A_c *a) { free(a->d); }
struct B_c { char *d; size_t n; };
static void b_init_c(struct B_c *a, unsigned char *b, int i) { a->n = b[i]; a->d = malloc(((unsigned short *)b)[i]); }
static void b_free_c(struct B_c *a) { free(a->d); }
struct T_c { char *d; size_t n; };
static void t_init_c(char *p, size_t n) { ((struct T_c *)p)[16].d = malloc(n); ((struct T_c *)&p[16])->n = n; }
static void t_free_c(struct T_c *t) { free(t->d); }
static int main_c(void) {
  long l[2] = {0x6161616161616161, 0x61626364};
  _Alignas(8) unsigned char b[4] = {1, 2, 3, 2};
  static _Alignas(8) char t[999];
  struct A_c a;
  struct B_c c;
  f1_c(l);
  a_init_c(&a, b); a_free_c(&a);
  b[1] = 1; b_init_c(&c, b, 1); b_free_c(&c);
  t_init_c(t, 5); t_free_c((struct T_c *)t + 16);
  return 0;
}

static void f1_d(const unsigned char *u) { char *p = strdup((const char *)u); p[0] = 0; free(p); }
static void f2_d(long *l) { char *p = malloc(strlen((char *)l) + 1); p[0] = 0; free(p); }
static int main_d(void) {
  long l[2] = {0x6161, 0};
  f1_d((unsigned char *)l);
  f2_d(l);
  return 0;
}

struct name_e { char *s; };
static void set_e(struct name_e *n, const char *s) { n->s = strdup(s); }
static void recycle_e(struct name_e *n) {
  void **link = (void **)n->s;
  *link = NULL; /* the end of a list of blocks that can be used again */
}
static void drop_e(struct name_e *n) {
  free(n->s);
}
static int main_e(void) {
  struct name_e n;
  set_e(&n, "a longer string");
  recycle_e(&n);
  drop_e(&n);
  return 0;
}

int main(void)
{
	return main_a() + main_b() + main_c() + main_d() + main_e();
}
