/* Counters and strings that are overwritten by what is no integer, or from behind. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef int quad __attribute__((vector_size(16), may_alias));
typedef double real __attribute__((may_alias));
typedef _Complex float complex __attribute__((may_alias));
typedef void *link __attribute__((may_alias));

#define BUFFER(name)   \
  struct name {        \
    int n;             \
    int k;             \
    char *p;           \
  };                   \
  static void name##_make(struct name *b) { \
    b->n = 10;         \
    b->k = 1;          \
    b->p = malloc(b->n); \
  }                    \
  static void name##_free(struct name *b) {

BUFFER(vector) free(b->p); }
static void vector_spoil(struct vector *b) { *(quad *)b = (quad){3, 1, ((int *)b)[2], ((int *)b)[3]}; }

BUFFER(number) free(b->p); }
static void number_spoil(struct number *b) { *(real *)b = 0.0; }

BUFFER(sum) free(b->p); }
static void sum_spoil(struct sum *b) { *(real *)b += 1.0; }

BUFFER(pair) free(b->p); }
static void pair_spoil(struct pair *b) { *(complex *)b = 0.0f; }

BUFFER(chain) free(b->p); }
static void chain_spoil(struct chain *b) { *(link *)b = NULL; }

BUFFER(chained) free(b->p); }
static void chained_spoil(struct chained *b) {
  link *q = (link *)b;
  *q = NULL;
}

BUFFER(atom) free(b->p); }
static void atom_spoil(struct atom *b) { atomic_store((_Atomic int *)b, 3); }

BUFFER(behind) free(b->p); }
static void behind_write(int *k) { k[-1] = 5; }
static void behind_spoil(struct behind *b) { behind_write(&b->k); }

/* Near misses: other members, and other memory. */
BUFFER(kept) free(b->p); }
static void kept_out(char **to, char *value) { *to = value; }
static void kept_spoil(struct kept *b) {
  double numbers[3];
  numbers[0] = 1.0;
  b->k = (int)numbers[0];
  char *last;
  kept_out(&last, b->p);
}

struct text {
  char *s;
  double d;
};
static void text_cut(struct text *t) { *(real *)t->s = 0.0; }

int main(void) {
  struct vector v __attribute__((aligned(16)));
  vector_make(&v);
  vector_spoil(&v);
  vector_free(&v);
  struct number n;
  number_make(&n);
  number_spoil(&n);
  number_free(&n);
  struct sum s;
  sum_make(&s);
  sum_spoil(&s);
  s.n++;
  sum_free(&s);
  struct pair p;
  pair_make(&p);
  pair_spoil(&p);
  pair_free(&p);
  struct chain c;
  chain_make(&c);
  chain_spoil(&c);
  chain_free(&c);
  struct chained d;
  chained_make(&d);
  chained_spoil(&d);
  chained_free(&d);
  struct atom a;
  atom_make(&a);
  atom_spoil(&a);
  atom_free(&a);
  struct behind b;
  behind_spoil(&b); /* behind its making, it is what an assumption excludes */
  behind_make(&b);
  behind_free(&b);
  struct kept k;
  kept_make(&k);
  kept_spoil(&k);
  kept_free(&k);
  struct text t = {strdup("a string that is long"), 1.0};
  text_cut(&t);
  free(t.s);
  return 0;
}
