// Macros that are nothing but other names of a function, and some that are more.
#include <stdlib.h>

#define xmalloc malloc
#define app_malloc xmalloc
#define xfree free
#define FREE(p) (free((char *)(p)))
#define APP_FREE(p) FREE((p))
#define CALLOC(k, n) calloc((size_t)(k), n)
#define CUT(n) malloc((size_t)(unsigned char)(n))
#define COPY_OF(p) free((copy)(p))
#define SWAPPED(n, k) calloc(k, n)
#define FREE_ONE(p, unused) free(p)
#define COPY(p) free(copy(p))
#define NEW(t) ((t *)xmalloc(sizeof(t)))
#define BOTH(a, b) (FREE(a), FREE(b))
#define PAREN (free)
#define ring_a ring_b
#define ring_b ring_a
#define RING(p) (ring_a, free(p))
#define NAMED(name) #name
#define KEPT free
#ifdef DEBUGGING
#define dfree(p) debug_free(p)
#else
#define dfree(p) free(p)
#endif

extern void *copy(void *);
extern int ring_a;

struct s { char *t; int n; };

static void (*releases[])(void *) = {xfree, KEPT};

void plain(struct s *s, int n) {
  s->t = xmalloc(n);
  s->t = (app_malloc)(n);
  xfree(s->t);
  FREE(s->t);
  APP_FREE (s + ring_a);
  xfree /* a
           comment */ (s);
}

void converted(const char *c, char *const p, unsigned u, int i) {
  FREE(c);  // stays in the body: the conversion is needed
  FREE(p);
  CALLOC(u, 4);
  CALLOC(i, 4);  // likewise under -Wsign-conversion
  CALLOC(3, i);
  FREE((char *)c);
  CUT(u);
}

void more(struct s *s) {
  SWAPPED(sizeof *s, 4);
  FREE_ONE(s, 1);
  COPY(s);
  RING(s);
  COPY_OF((char *)s);
  dfree(s);
  PAREN(s);
  BOTH(s->t, s);
  struct s *t = NEW(struct s);
  const char *name = NAMED(xfree);
  xfree(t), APP_FREE(NEW(struct s));
}
