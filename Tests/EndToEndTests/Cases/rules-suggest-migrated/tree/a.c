#include <stdlib.h>

void take(char *text);

void f(void)
{
    char *p = malloc(3);
    take(p);
    free(p);
}
