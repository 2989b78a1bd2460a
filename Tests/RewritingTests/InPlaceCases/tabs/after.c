#include	<stdlib.h>
#include "mem/mem.h"

void	f(void *p)	{
	MEM_FREE(	allocators_get(ALLOC_SYSTEM_VM), p, sizeof(int)	);	
	MEM_FREE_UNSIZED	(allocators_get(ALLOC_SYSTEM_VM), p)	;
}
