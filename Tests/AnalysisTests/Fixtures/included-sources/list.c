#include "list.h"

#include <stdlib.h>

/* What a test makes of these names when it includes this file is nothing to the
   program. */

struct node {
  struct node *next;
  struct worker *worker;
};

void list_clear(struct node *list) {
  while (list) {
    struct node *next = list->next;
    worker_delete(list->worker);
    list->worker = NULL;
    free(list);
    list = next;
  }
}

struct node *list_push(struct node *list) {
  struct node *node = malloc(sizeof *node);
  node->next = list;
  node->worker = worker_new();
  return node;
}
