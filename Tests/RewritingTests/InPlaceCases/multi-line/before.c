#include <stdlib.h>

void f(struct node *node) {
	node->items =
	    realloc(
	        node->items,   // the old ones
	        (node->count + 1)
	            * sizeof *node->items  // one more
	    );
	free(
	    node
	);
}
