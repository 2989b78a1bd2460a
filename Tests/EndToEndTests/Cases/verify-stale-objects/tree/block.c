#include "release.h"

char *block_new(void)
{
    return malloc(24);
}
