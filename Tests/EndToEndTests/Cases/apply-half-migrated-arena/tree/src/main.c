#include <stdlib.h>
struct node;
struct node *node_new(void);
int main(void) {
  struct node *n = node_new();
  free(n);
  return 0;
}
