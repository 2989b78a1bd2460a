/* Counters of records that are variables, assigned as members of other records: by
   their names in a union, through a cast of their address, and of what a call gives. */
#include <stdlib.h>

struct vec {
  int n;
  int *p;
};
struct position {
  int line, column;
};
union node {
  struct vec v;
  struct position at;
  int raw;
};
static union node at_file_scope;
static void in_unions(void) {
  union node u, a[2];
  u.v.n = 10;
  u.v.p = malloc((size_t)u.v.n * sizeof(int));
  u.at.line = 3;
  free(u.v.p);
  at_file_scope.v.n = 10;
  at_file_scope.v.p = malloc((size_t)at_file_scope.v.n * sizeof(int));
  at_file_scope.at.line++;
  free(at_file_scope.v.p);
  a[1].v.n = 10;
  a[1].v.p = malloc((size_t)a[1].v.n * sizeof(int));
  a[1].raw = 2;
  free(a[1].v.p);
}

struct first { int n; int *p; };
struct first_view { int m; int *q; };
static void by_address(void) {
  struct first a;
  a.n = 10;
  a.p = malloc((size_t)a.n * sizeof(int));
  ((struct first_view *)&a)->m++;
  free(a.p);
}

struct second { int n; int *p; };
struct second_view { int m; int *q; };
static struct second two;
static void by_address_of_global(void) {
  two.n = 10;
  two.p = malloc((size_t)two.n * sizeof(int));
  ((struct second_view *)&two)->m = 3;
  free(two.p);
}

struct third { int n; int *p; };
struct third_view { int m; int *q; };
static struct third three;
static struct third_view *view(void) { return (struct third_view *)&three; }
static void by_call(void) {
  three.n = 10;
  three.p = malloc((size_t)three.n * sizeof(int));
  view()->m = 3;
  free(three.p);
}

struct fourth { int n; int *p; };
struct fourth_view { struct { int m; } inner; int *q; };
static struct fourth four, five;
static void by_choice(int which) {
  four.n = 10;
  four.p = malloc((size_t)four.n * sizeof(int));
  (which ? (struct fourth_view *)&four : (struct fourth_view *)&five)->inner.m = 3;
  free(four.p);
}

/* The same with nothing else in the way. */
struct plain { int n; int *p; };
struct other { int m; int *q; };
static struct plain alone;
static struct other apart;
static struct other *get(void) { return &apart; }
static void kept(void) {
  alone.n = 10;
  alone.p = malloc((size_t)alone.n * sizeof(int));
  get()->m = 3;
  (&apart)->m = 4;
  free(alone.p);
}

int main(void) {
  in_unions();
  by_address();
  by_address_of_global();
  by_call();
  by_choice(1);
  kept();
  return 0;
}
