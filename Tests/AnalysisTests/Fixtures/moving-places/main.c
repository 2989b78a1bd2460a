/* Places that are others by the time that they are read again. */
#include <stdlib.h>

struct run_a { char *text; size_t room; };
static void fill_a(struct run_a *p, size_t n) {
  p++->text = malloc(n); /* cell i holds the text, cell i + 1 says where the next begins */
  p->room = n;
}
static void drop_a(struct run_a *p) { free(p->text); }
static int main_a(void) {
  struct run_a v[3] = {{0}};
  fill_a(v, 9); drop_a(v); fill_a(v + 1, 4); v[1].text[0] = 0; drop_a(v + 1); return 0;
}

struct A_b { char *d; int n; }; struct B_b { char *d; int n; }; struct C_b { char *d; int n; };
struct hdr_b { int len; };
static int room;
static void a_init_b(struct A_b *a, int n) {
  int k = n, *p = &k;
  a->n = *p;
  k = 2;
  a->d = malloc(*p);
}
static void b_init_b(struct B_b *b, struct hdr_b *h, const int *len) {
  b->n = *len;
  h->len = 2; /* len is &h->len */
  b->d = malloc(*len);
}
static void c_init_b(struct C_b *c, const int *len) {
  c->n = *len;
  room = 2; /* len is &room */
  c->d = malloc(*len);
}
static void a_free_b(struct A_b *a) { free(a->d); }
static void b_free_b(struct B_b *a) { free(a->d); }
static void c_free_b(struct C_b *a) { free(a->d); }
static int main_b(void) {
  struct A_b a; struct B_b b; struct C_b c;
  struct hdr_b h = {9};
  a_init_b(&a, 9); a_free_b(&a);
  b_init_b(&b, &h, &h.len); b_free_b(&b);
  room = 9; c_init_b(&c, &room); c_free_b(&c);
  return 0;
}

/* What has its size all the same. */
static void plain(void)
{
	int *p = malloc(sizeof *p);
	free(p);
}

int main(void)
{
	plain();
	return main_a() + main_b();
}
