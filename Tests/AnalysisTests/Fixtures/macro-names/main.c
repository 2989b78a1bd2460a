/* Members whose names are macros where a size would name them. */
#include <stdlib.h>

struct w_a {
  short *v;
  int room, room_old;
};
static void w_init_a(struct w_a *x, int n) {
  x->v = malloc(n * sizeof(short));
  x->room = n;
  x->room_old = 1;
}
/* as "#define st_atime st_atim.tv_sec" or "#define l_len l_u.len" do in headers */
#define room room_old
static void w_free_a(struct w_a *x) { free(x->v); }
static int main_a(void) {
  struct w_a b;
  w_init_a(&b, 4);
  w_free_a(&b);
  return 0;
}

struct vec_b { int *v; size_t cap; };
static void v_init_b(struct vec_b *x, size_t n) { x->v = malloc(n * sizeof(int)); x->cap = n; }
#define cap 64 /* the default capacity */
static void v_free_b(struct vec_b *x) { free(x->v); }
static int main_b(void) { struct vec_b a; v_init_b(&a, 4); v_free_b(&a); return cap - 64; }

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
