#include "lib.h"

#include <stdlib.h>
#include <string.h>

static void *(*allocate)(size_t) = malloc;
static void (*release)(void *) = free;
void *(*lib_allocate)(size_t) = malloc;

void lib_set(void *(*a)(size_t), void (*r)(void *)) {
  allocate = a;
  release = r;
}

void lib_get(void *(**a)(size_t)) { *a = allocate; }

char *lib_copy(const char *text) {
  char *copy = allocate(strlen(text) + 1);
  return copy ? strcpy(copy, text) : NULL;
}

void lib_drop(char *text) { release(text); }

/* A client's function may have made the block, of any size. */
int lib_pick(struct ops *ops, int own) {
  char *p = own ? malloc(4) : ops->allocate(100);
  free(p);
  return 0;
}

/* So may the one that a client has put into the variable. */
int lib_call(int n) {
  int *p = lib_allocate(n * sizeof *p);
  free(p);
  return 0;
}

/* No client can set this one. */
static void *(*fixed)(size_t) = malloc;

int lib_fixed(void) {
  free(fixed(4));
  void *p = malloc(8);
  free(p);
  return 0;
}
