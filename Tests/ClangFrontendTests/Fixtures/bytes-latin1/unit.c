/* café */
#include <stdlib.h>
#include <string.h>
void f(char *p)
{
	free(/* café */ p);
	char *s = strdup("naïve"); free(s);
}
