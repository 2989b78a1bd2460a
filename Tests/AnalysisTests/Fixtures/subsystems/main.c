#include <stdlib.h>
#include <string.h>

struct node {
  char *name;
};
extern void unknown(void *p);

static struct node *arena_node(void) { return calloc(2, sizeof(struct node)); }
static int *arena_escapes(void) {
  int *p = malloc(sizeof *p);
  unknown(p);
  return p;
}

int main(int argc, char **argv) {
  struct node *n = malloc(sizeof *n);
  n->name = strdup(argv[0]);
  free(n->name);
  free(n);
  /* Two subsystems' memory in one class. */
  void *p = argc ? (void *)strdup("x") : (void *)malloc(sizeof(struct node));
  free(p);
  free(arena_node());
  free(arena_escapes());
  /* Nothing matches. */
  long *l = malloc(sizeof *l);
  free(l);
  return 0;
}
