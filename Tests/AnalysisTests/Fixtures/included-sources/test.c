#include "list.h"

#include <stdlib.h>

/* Stands for the other half of the program: workers are plain blocks here. */
#define worker_new() malloc(sizeof(struct worker))
#define worker_delete(worker) free(worker)
#define list_push test_push
#define list_clear test_clear

struct worker {
  int dummy;
};

#include "list.c"

int test(void) {
  list_clear(list_push(NULL));
  return 0;
}
