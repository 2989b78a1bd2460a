#include <stdlib.h>
int other(int n)
{
    char *p = malloc(n);

    free(p);
    return n;
}
