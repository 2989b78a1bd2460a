#include "pool.h"

#include <stdlib.h>

static int live;

static void *test_malloc(size_t size) {
  live++;
  return malloc(size);
}

#include "names.h"
#define malloc(size) test_malloc(size)
#include "pool.c"

int test(void) {
  pool_delete(pool_new());
  return live;
}
