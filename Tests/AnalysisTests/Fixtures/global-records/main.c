/* Pointers and counters in variables at file scope, and in records that are such. */
#include "main.h"
#include <stdlib.h>

struct vec {
  int *p;
  int n;
};
static struct vec list;

/* Named before anything in the file assigns it. */
static void unshare(void) {
  free(shared);
  shared = NULL;
  shared_count = 0;
}

static void add(int x) {
  int *p = realloc(list.p, sizeof *p * (size_t)(list.n + 1));
  if (!p) abort();
  list.p = p;
  list.p[list.n++] = x;
}
static void clear(void) {
  free(list.p);
  list.p = NULL;
  list.n = 0;
}

static int *items, item_count;
static void add_item(int x) {
  items = realloc(items, sizeof *items * (size_t)(item_count + 1));
  if (!items) abort();
  items[item_count++] = x;
}
static void clear_items(void) {
  free(items);
  items = NULL;
  item_count = 0;
}

/* Near misses: the record's address is taken, and its counter changes through it. */
struct held {
  int *p;
  int n;
};
static struct held held;
static void change(void *h) { ((struct held *)h)->n = 1; }
static void hold(int n) {
  held.n = n;
  held.p = malloc((size_t)held.n * sizeof *held.p);
  change(&held);
  free(held.p);
}
/* A pointer, which another object comes to meanwhile. */
struct one {
  int *p;
  int n;
};
static struct one first, second, *current;
static void turn(void) { current = &second; }
static void one(int n) {
  current = &second;
  current->n = n + 1;
  current = &first;
  current->n = n;
  int *p = malloc((size_t)current->n * sizeof *p);
  turn();
  free(p);
}
/* One that a local variable hides, and one that is declared behind. */
static void hidden(void) {
  int shared_count = 1;
  free(shared);
  shared = NULL;
  (void)shared_count;
}

int main(void) {
  share(3);
  unshare();
  share(4);
  hidden();
  add(1);
  add(2);
  clear();
  add_item(1);
  add_item(2);
  clear_items();
  hold(3);
  one(2);
  return 0;
}
