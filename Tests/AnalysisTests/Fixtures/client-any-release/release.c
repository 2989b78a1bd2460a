#include "lib.h"

#include <stdlib.h>

void lib_free(void *block)
{
    free(block);
}

void lib_free_all(void **blocks, int count)
{
    for (int i = 0; i < count; i++)
        free(blocks[i]);
}
