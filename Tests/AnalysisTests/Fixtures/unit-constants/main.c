/* A name of a constant is another number in another unit, or farther down. */
#include "sizes.h"
#include <stdlib.h>
#undef PART
#define PART 1

static void lengths(void) {
  /* LENGTH is 10 here. */
  free(new_length());
  free(new_twice());
}

static void wholes(void) {
  /* WHOLE names another PART here. */
  free(new_whole());
}

static void same(void) {
  free(new_same());
  free(new_pair());
}

/* What a macro's body names, and its size, change between the two. */
#define HALF 5
#define FULL (HALF * 2)
static char *full(void) { return malloc(FULL); }
#undef HALF
#define HALF 9
static void fulls(void) { free(full()); }

/* A name of the function's own. */
enum { ROOM = 7 };
#define ROOMS (ROOM * 3)
static char *room(void) { return malloc(ROOM); }
static char *rooms(void) { return malloc(ROOMS); }
static void hidden(void) {
  enum { ROOM = 3 };
  free(room());
  free(rooms());
}
static void hidden_all(void) {
  int LAST = 2;
  (void)LAST;
  free(new_all());
}
static void shown(void) {
  free(room());
  free(rooms());
}

int main(void) {
  lengths();
  wholes();
  same();
  fulls();
  hidden();
  hidden_all();
  shown();
  return 0;
}
