/* Counters and strings that are overwritten by what is no integer, or from behind. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef int quad __attribute__((vector_size(16), may_alias));
typedef double real __attribute__((may_alias));
typedef _Complex float complex __attribute__((may_alias));
typedef void *link __attribute__((may_alias));

struct vector {
  int n;
  int k;
  char *p;
};
static void vector_make(struct vector *b) {
  b->n = 10;
  b->k = 1;
  b->p = malloc(b->n);
}
static void vector_free(struct vector *b) { free(b->p); }
static void vector_spoil(struct vector *b) { *(quad *)b = (quad){3, 1, ((int *)b)[2], ((int *)b)[3]}; }

struct number {
  int n;
  int k;
  char *p;
};
static void number_make(struct number *b) {
  b->n = 10;
  b->k = 1;
  b->p = malloc(b->n);
}
static void number_free(struct number *b) { free(b->p); }
static void number_spoil(struct number *b) { *(real *)b = 0.0; }

struct sum {
  int n;
  int k;
  char *p;
};
static void sum_make(struct sum *b) {
  b->n = 10;
  b->k = 1;
  b->p = malloc(b->n);
}
static void sum_free(struct sum *b) { free(b->p); }
static void sum_spoil(struct sum *b) { *(real *)b += 1.0; }

struct pair {
  int n;
  int k;
  char *p;
};
static void pair_make(struct pair *b) {
  b->n = 10;
  b->k = 1;
  b->p = malloc(b->n);
}
static void pair_free(struct pair *b) { free(b->p); }
static void pair_spoil(struct pair *b) { *(complex *)b = 0.0f; }

struct chain {
  int n;
  int k;
  char *p;
};
static void chain_make(struct chain *b) {
  b->n = 10;
  b->k = 1;
  b->p = malloc(b->n);
}
static void chain_free(struct chain *b) { free(b->p); }
static void chain_spoil(struct chain *b) { *(link *)b = NULL; }

struct chained {
  int n;
  int k;
  char *p;
};
static void chained_make(struct chained *b) {
  b->n = 10;
  b->k = 1;
  b->p = malloc(b->n);
}
static void chained_free(struct chained *b) { free(b->p); }
static void chained_spoil(struct chained *b) {
  link *q = (link *)b;
  *q = NULL;
}

struct atom {
  int n;
  int k;
  char *p;
};
static void atom_make(struct atom *b) {
  b->n = 10;
  b->k = 1;
  b->p = malloc(b->n);
}
static void atom_free(struct atom *b) { free(b->p); }
static void atom_spoil(struct atom *b) { atomic_store((_Atomic int *)b, 3); }

struct behind {
  int n;
  int k;
  char *p;
};
static void behind_make(struct behind *b) {
  b->n = 10;
  b->k = 1;
  b->p = malloc(b->n);
}
static void behind_free(struct behind *b) { free(b->p); }
static void behind_write(int *k) { k[-1] = 5; }
static void behind_spoil(struct behind *b) { behind_write(&b->k); }

/* Near misses: other members, and other memory. */
struct kept {
  int n;
  int k;
  char *p;
};
static void kept_make(struct kept *b) {
  b->n = 10;
  b->k = 1;
  b->p = malloc(b->n);
}
static void kept_free(struct kept *b) { free(b->p); }
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
