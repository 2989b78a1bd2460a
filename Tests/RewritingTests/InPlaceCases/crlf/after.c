#include <stdlib.h>
#include "a.h"
#include "mem/mem.h"

void f(int *p) {
	MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), p, sizeof *p);
	MEM_FREE_UNSIZED(
		allocators_get(ALLOC_SYSTEM_VM), p // x
	);
}
