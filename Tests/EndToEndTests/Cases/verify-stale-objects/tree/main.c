#include "release.h"

char *block_new(void);

int main(void)
{
    char *block = block_new();
    RELEASE(block);
    return 0;
}
