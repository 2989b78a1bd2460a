#include <stdlib.h>
#include CONFIG
void f(void *p)
{
#ifdef A
	free(p);
#else
	realloc(p, N);
#endif
	EXTRA(p);
}
