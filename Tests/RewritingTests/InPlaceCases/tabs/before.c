#include	<stdlib.h>

void	f(void *p)	{
	free(	p	);	
	free	(p)	;
}
