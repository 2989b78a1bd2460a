#include <stdlib.h>
#include "mem/mem.h"

void f(struct node *node) {
	node->items =
	    MEM_REALLOC(
	        allocators_get(ALLOC_SYSTEM_VM), node->items, node->count * sizeof *node->items,   // the old ones
	        (node->count + 1)
	            * sizeof *node->items  // one more
	    );
	MEM_FREE(
	    allocators_get(ALLOC_SYSTEM_VM), node, sizeof *node
	);
}
