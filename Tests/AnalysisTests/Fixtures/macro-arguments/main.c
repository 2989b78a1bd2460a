/* Operators between the arguments of macros, which stand in the bodies: the comma there is
   none. */
#include <stdlib.h>
#include <string.h>

#define PRODUCT(a, b) malloc(a * b)
#define SUM(a, b) (a + b)
#define SET(a, b) a = b
#define PAIR(a, b) ((a), (b))
#define GREATER(a, b) (a > b ? a : b)

struct list {
  size_t room;
  char *items;
};

static void fill(struct list *l, size_t n) {
  SET(l->room, n);
  SET(l->items, malloc(n));
}

static void change(struct list *l, size_t n) { SET(l->room, n); }

static void drop(struct list *l) { free(l->items); }

struct plain {
  size_t room;
  char *items;
};

static void fill_plain(struct plain *p, size_t n) {
  SET(p->room, n);
  SET(p->items, malloc(n));
}

static void drop_plain(struct plain *p) { free(p->items); }

int main(int argc, char **argv) {
  size_t n = (size_t)argc + 1, m = strlen(argv[0]) + 2;
  char *product = PRODUCT(n, m);
  free(product);
  char *sum = malloc(SUM(n, m));
  free(sum);
  char *pair = malloc(PAIR(n, m));
  free(pair);
  char *greater = malloc(GREATER(n, m));
  free(greater);
  struct list l;
  fill(&l, 40);
  change(&l, 3);
  drop(&l);
  struct plain p;
  fill_plain(&p, 40);
  drop_plain(&p);
  return 0;
}
