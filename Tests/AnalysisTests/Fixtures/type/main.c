#include <stdlib.h>

struct node {
  struct node *next;
  int value;
};
struct leaf {
  int value;
};

/* One type, through a list and a void pointer. */
static void drop(void *p) { free(p); }

static struct node *push(struct node *next) {
  struct node *n = malloc(sizeof *n);
  if (!n) return NULL;
  n->next = next;
  return n;
}

/* calloc of one is one object, too. */
static struct leaf *leaf(void) { return calloc(1, sizeof(struct leaf)); }

/* Near miss: two types reach one release. */
static void either(int c) {
  void *p = c ? malloc(sizeof(struct node)) : malloc(sizeof(struct leaf));
  free(p);
}

/* Near miss: an array of objects is not an object. */
static void array(int n) {
  struct leaf *l = malloc(n * sizeof *l);
  n = 0;
  free(l);
}

int main(int argc, char **argv) {
  (void)argv;
  struct node *list = push(push(NULL));
  struct node *next = list->next;
  free((void *)list);
  drop(next);
  struct leaf *l = leaf();
  free(l);
  free(NULL);
  either(argc);
  array(argc);
  return 0;
}
