/* Sizes whose expression changes the counter: it has the value that it has afterwards. */
#include <stdlib.h>

struct vec {
  int *p;
  int n;
};
struct text {
  char *p;
  size_t n, room;
};

/* One structure each, so that every formula is on its own. */
struct plus { int *p; int n; };
static void add_assigned(struct plus *v) {
  v->n = 3;
  v->p = malloc((size_t)(v->n = v->n + 2) * sizeof(int));
  free(v->p);
}
struct twice { int *p; int n, m; };
static void chained(struct twice *v) {
  v->n = 3;
  v->p = malloc((size_t)(v->m = v->n = v->n + 2) * sizeof(int));
  free(v->p);
}
struct zeroed { int *p; size_t n; };
static void zeroed(struct zeroed *v) {
  v->n = 3;
  v->p = calloc(v->n = v->n + 2, sizeof(int));
  free(v->p);
}
struct compound { char *p; size_t n; };
static void compound(struct compound *v) {
  v->n = 4;
  v->p = malloc((v->n += 6) + 1);
  free(v->p);
}
struct before { char *p; size_t n; };
static void before(struct before *v) {
  v->n = 4;
  v->p = malloc(++v->n + 1);
  free(v->p);
}
/* Near miss: what it was before. */
struct after { char *p; size_t n; };
static void after(struct after *v) {
  v->n = 4;
  v->p = malloc(v->n++);
  free(v->p);
}
/* Near miss: by another name. */
struct other { int *p; int n; };
static void aliased(struct other *v, struct other *w) {
  v->n = 3;
  v->p = malloc((size_t)(v->n = w->n + 2) * sizeof(int));
  free(v->p);
}
struct pointed { int *p; int n; };
static void pointed(struct pointed *v) {
  int *n = &v->n;
  *n = 3;
  v->p = malloc((size_t)(*n = *n + 2) * sizeof(int));
  free(v->p);
}
/* Near miss: a bit-field holds a part. */
struct bits { char *p; unsigned n : 3; };
static void bits(struct bits *v, unsigned n) {
  v->n = 1;
  v->p = malloc((v->n = v->n + n) + 1);
  free(v->p);
}

/* Growing. */
static void push(struct vec *v, int x) {
  v->p = realloc(v->p, sizeof *v->p * (size_t)++v->n);
  if (!v->p) abort();
  v->p[v->n - 1] = x;
}
static void extend(struct text *t) {
  char *p = realloc(t->p, t->room += 16);
  if (!p) abort();
  t->p = p;
}

/* Near miss: what is released is named by what it changes. */
static void last(struct vec *v, int n) {
  while (n > 0) {
    --n;
    v[n].p = malloc((size_t)(v[n].n = 2) * sizeof(int));
  }
  int i = 2;
  free(v[--i].p);
  free(v[--i].p);
}

/* Variables. */
static int *numbers, count = 3;
static void variables(int n) {
  numbers = malloc((size_t)(count = count + 2) * sizeof *numbers);
  free(numbers);
  int *p = malloc((size_t)(n = n + 2) * sizeof *p);
  free(p);
  int m = n = n + 1;
  p = malloc((size_t)n * sizeof *p);
  n = 1;
  free(p);
  p = malloc((size_t)m * sizeof *p);
  free(p);
}

int main(void) {
  add_assigned(&(struct plus){0});
  chained(&(struct twice){0});
  zeroed(&(struct zeroed){0});
  compound(&(struct compound){0});
  before(&(struct before){0});
  after(&(struct after){0});
  struct other o = {0};
  aliased(&o, &o);
  pointed(&(struct pointed){0});
  bits(&(struct bits){0}, 7);
  struct vec v = {0};
  push(&v, 1);
  push(&v, 2);
  free(v.p);
  struct text t = {0};
  extend(&t);
  extend(&t);
  free(t.p);
  struct vec two[2];
  last(two, 2);
  variables(3);
  return 0;
}
