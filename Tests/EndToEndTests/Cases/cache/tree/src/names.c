#include <stdlib.h>
#include <string.h>

#include "length.h"
#if __has_include("extra.h")
#include "extra.h"
#endif

char *names_make(void)
{
    char *name = malloc(LENGTH);
    if (name)
        memset(name, 0, LENGTH);
    return name;
}

void names_drop(char *name)
{
    free(name);
}
