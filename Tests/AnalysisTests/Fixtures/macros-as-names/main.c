#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#define xmalloc malloc
#define xfree free
#define xrealloc realloc
#define APP_FREE(p) (free((char *)(p)))
#define MY_FREE(p) APP_FREE(p)
#define APP_CALLOC(k, n) (calloc((size_t)(k), (size_t)(n)))
#define NEW(t) ((t *)xmalloc(sizeof(t)))
#define DROP(p) do { APP_FREE(p); (p) = NULL; } while (0)
#define SWAPPED(n, k) calloc(k, n)
#ifdef DEBUGGING
#define dfree(p) debug_free(p)
#else
#define dfree(p) free(p)
#endif
struct s { int a; char *name; int *v; int cap; };
struct t { long a, b; };
static struct s *make(int n) {
  struct s *p = xmalloc(sizeof(struct s));
  if (!p) return 0;
  p->v = (int *)xmalloc(sizeof(int) * n);
  p->cap = n;
  p->name = xmalloc(10);
  strcpy(p->name, "abc");
  return p;
}
static int grow(struct s *p) {
  int *q = xrealloc(p->v, sizeof(int) * (p->cap + 4));
  if (!q) return 1;
  p->v = q;
  p->cap += 4;
  return 0;
}
static void drop(struct s *p) { xfree(p->v); APP_FREE(p->name); MY_FREE(p); }
static void each(void (*f)(void *), void *p) { f(p); }
struct list { struct list *next; int n; };
int main(void) {
  struct s *p = make(3);
  grow(p);
  p->v[6] = 2;
  printf("%s\n", p->name);
  drop(p);
  struct t *a = NEW(struct t), *b = NEW(struct t);
  a->a = 1; b->b = 2;
  APP_FREE(a);
  DROP(b);
  const char *c = strdup("constant");
  APP_FREE(c);
  int *z = APP_CALLOC(3, sizeof(int));
  z[2] = 1;
  xfree(z);
  int k = 4;
  int *y = APP_CALLOC(k, sizeof(int));
  xfree(y);
  each(xfree, xmalloc(20));
  long *w = SWAPPED(sizeof(long), 5);
  xfree(w);
  dfree(xmalloc(5));
  struct list *l = 0;
  for (int i = 0; i < 3; i++) { struct list *m = xmalloc(sizeof *m); m->n = i; m->next = l; l = m; }
  while (l) { struct list *m = l->next; APP_FREE(l); l = m; }
  struct s *arr[2] = { xmalloc(sizeof(struct s)), xmalloc(sizeof(struct s)) }; int i = 0;
  APP_FREE(arr[i++]); APP_FREE(arr[i]);
  return 0;
}
