#include "list.h"

#include <stdlib.h>

/* A block that is released only when none of it is used any more. */
struct worker {
  char *name;
  int users;
};

static int count;

struct worker *worker_new(void) {
  struct worker *worker = malloc(sizeof *worker);
  worker->name = malloc(64);
  worker->users = 1;
  count++;
  return worker;
}

void worker_delete(struct worker *worker) {
  if (--worker->users > 0) return;
  free(worker->name);
  free(worker);
  count--;
}

int main(void) {
  list_clear(list_push(list_push(NULL)));
  return count;
}
