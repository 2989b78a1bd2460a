/* No variable keeps a size where code that is not compiled may go around it. */
#include <stdlib.h>

struct pool {
  int *items;
  size_t room;
};

/* The pointer may get its block elsewhere. */
static void elsewhere(int n) {
  char *p = n > 3 ? NULL : malloc((size_t)n + 4);
  if (n > 3) p = malloc((size_t)n * 2);
#ifdef OTHER
  p = malloc(99);
#endif
  free(p);
}

/* All of it stands in one arm. */
#if 1
static void together(int n) {
  char *p = NULL;
  if (n > 3) p = malloc((size_t)n * 2);
  else p = malloc((size_t)n + 4);
  free(p);
}
#endif

/* Other code is conditional. */
static void beside(int n) {
  char *p = NULL;
#ifdef OTHER
  n++;
#endif
  if (n > 3) p = malloc((size_t)n * 2);
  else p = malloc((size_t)n + 4);
#if defined(OTHER)
  n--;
#else
  n += 2;
#endif
  free(p);
}

/* The release is in an arm, its allocations are not. */
static void released(int n) {
  char *p = NULL;
  if (n > 3) p = malloc((size_t)n * 2);
  else p = malloc((size_t)n + 4);
#ifndef OTHER
  free(p);
#endif
}

/* The old size of a table: the counter changes in an arm, or all of it is in one. */
static void grow_partly(struct pool *pool) {
#ifndef OTHER
  pool->room *= 2;
#endif
  int *items = realloc(pool->items, pool->room * sizeof *items);
  if (!items) abort();
  pool->items = items;
}
static void grow(struct pool *pool) {
#ifndef OTHER
  pool->room *= 2;
  int *items = realloc(pool->items, pool->room * sizeof *items);
  if (!items) abort();
  pool->items = items;
#endif
}

int main(int argc, char **argv) {
  (void)argv;
  for (int n = argc; n < argc + 6; n++) {
    elsewhere(n);
    together(n);
    beside(n);
    released(n);
  }
  struct pool pool = {malloc(4 * sizeof(int)), 4};
  grow_partly(&pool);
  grow(&pool);
  free(pool.items);
  return 0;
}
