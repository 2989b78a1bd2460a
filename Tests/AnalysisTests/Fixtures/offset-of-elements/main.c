/* The place of an element in a record, which its index does not tell. */
#include <stddef.h>
#include <stdlib.h>

struct G { int n; int d[]; };
struct holder { struct G *g; int n; };
static int sum(int n) { /* live-expression */
  struct G *p = malloc(offsetof(struct G, d[n]));
  p->n = n;
  free(p); /* MEM_FREE(..., p, n) */
  return n;
}
static struct G *nine(void) { return malloc(offsetof(struct G, d[9])); } /* constant */
static void drop(struct G *p) { free(p); /* MEM_FREE(..., p, 9) */ }
static void hold(struct holder *h, int n) { /* companion-field */
  h->g = malloc(offsetof(struct G, d[n]));
  h->n = n;
}
static void unhold(struct holder *h) { free(h->g); /* MEM_FREE(..., h->g, h->n) */ }
int main(void) {
  struct holder h;
  sum(5);
  drop(nine());
  hold(&h, 9);
  unhold(&h);
  return 0;
}
