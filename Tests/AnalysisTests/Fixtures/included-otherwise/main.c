#include "pool.h"

#include <stdlib.h>

struct worker {
  int users;
};

struct worker *worker_new(void) {
  struct worker *worker = malloc(sizeof *worker);
  worker->users = 1;
  return worker;
}

void worker_delete(struct worker *worker) {
  if (--worker->users == 0) free(worker);
}

int main(void) {
  pool_delete(pool_new());
  return 0;
}
