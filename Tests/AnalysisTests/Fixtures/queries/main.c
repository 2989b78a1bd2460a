#include <malloc.h>
#include <stdlib.h>

/* A block that malloc_usable_size asks about must be one of the C library's. */
static char *arena_asked(void) { return malloc(20); }
static char *arena_alone(void) { return malloc(30); }

static size_t room_of(void *p) { return malloc_usable_size(p); }

int main(void) {
  char *a = arena_asked();
  char *b = arena_alone();
  char *c = malloc(40);
  size_t n = a ? room_of(a) : 0;
  if (c) n += malloc_usable_size(c);
  free(a);
  free(b);
  free(c);
  return n > 100000;
}
