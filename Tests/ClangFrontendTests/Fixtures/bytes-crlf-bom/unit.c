#include <string.h>
#include <stdlib.h> // why
#define R(p) \
	free(p)
void f(char *p)
{
	free(
	  p
	);
	R(p);
}