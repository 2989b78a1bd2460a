#include "lib.h"

#include <stdlib.h>
#include <string.h>

/* Nothing here releases it: a client passes it to what takes any pointer. */
struct thing *thing_new(void)
{
    return malloc(sizeof(struct thing));
}

char *thing_name(const struct thing *thing)
{
    return strdup(thing->kind ? "one" : "other");
}

struct own *own_new(void)
{
    return malloc(sizeof(struct own));
}

void own_free(struct own *own)
{
    free(own);
}
