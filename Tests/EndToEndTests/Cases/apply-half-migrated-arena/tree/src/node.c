#include <stdlib.h>
struct node { int value; };
struct node *node_new(void) { return malloc(sizeof(struct node)); }
