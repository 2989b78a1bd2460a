#include "pool.h"

#include <stdlib.h>

/* A test that includes this file has its own malloc, and lets workers be plain blocks: no
   edit here would be right for the program and the test. */

struct pool {
  struct worker *worker;
};

struct pool *pool_new(void) {
  struct pool *pool = malloc(sizeof *pool);
  pool->worker = worker_new();
  return pool;
}

void pool_delete(struct pool *pool) {
  worker_delete(pool->worker);
  free(pool);
}
