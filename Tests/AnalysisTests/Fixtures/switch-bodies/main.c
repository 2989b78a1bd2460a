/* What stands in front of the first label of a switch never runs: no size is saved there. */
#include <stdlib.h>

struct list {
  int count;
  int *items;
};

static void by_declaration(int n) {
  switch (n) {
    char *p;
  case 1:
    p = malloc((size_t)n);
    n = 4;
    free(p);
    break;
  default:
    p = malloc((size_t)n + 1);
    n = 5;
    free(p);
  }
}

static void by_counter(struct list *list, int n) {
  list->count = 3;
  list->items = malloc((size_t)list->count * sizeof *list->items);
  switch (n) {
  case 1:
    n++;
    list->count = 0;
    free(list->items);
    list->items = NULL;
    break;
  default:
    list->count = 0;
    free(list->items);
    list->items = NULL;
  }
  list->count = n;
}

/* In blocks of their own it is as everywhere. */
static void in_blocks(int n) {
  switch (n) {
  case 1: {
    char *q = malloc((size_t)n);
    n = 4;
    free(q);
    break;
  }
  default: {
    char *q = malloc((size_t)n + 1);
    n = 5;
    free(q);
  }
  }
}

int main(int argc, char **argv) {
  (void)argv;
  struct list list;
  by_declaration(argc);
  by_counter(&list, argc);
  in_blocks(argc);
  return 0;
}
