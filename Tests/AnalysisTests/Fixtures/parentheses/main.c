/* Sizes with the parentheses that compilers want. */
#include <stdlib.h>

struct img { int w, h; char *p; };
static void a_set(struct img *x, int w, int h) {
  x->w = w;
  x->h = h;
  x->p = malloc((1 << (w + 1)) * h);
}
static void a_free(struct img *x) { free(x->p); }
struct tab { unsigned bits; char *p; };
static void t_set(struct tab *x, unsigned bits) {
  x->bits = bits;
  x->p = malloc((size_t)1 << (bits + 2));
}
static void t_free(struct tab *x) { free(x->p); }
struct mix { int w, h; char *p; };
static void m_set(struct mix *x, int w, int h) {
  x->w = w;
  x->h = h;
  x->p = malloc((w & 3) | (h << 2) | 1);
}
static void m_free(struct mix *x) { free(x->p); }
int main(void) {
  struct img i; struct tab t; struct mix m;
  a_set(&i, 3, 4); a_free(&i);
  t_set(&t, 3); t_free(&t);
  m_set(&m, 3, 4); m_free(&m);
  return 0;
}
