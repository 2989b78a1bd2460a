#include "mem.h"

static int live;

static void *test_malloc(size_t size) {
  live++;
  return malloc(size);
}

static void test_free(void *block) {
  if (block) live--;
  free(block);
}

#define malloc(size) test_malloc(size)
#define free(block) test_free(block)

int test(void) {
  char *text = malloc(10);
  long *q;
  DROP_IF(live > 0, text);
  MAKE(q);
  free(q);
  return live;
}
