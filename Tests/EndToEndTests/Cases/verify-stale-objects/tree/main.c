#include "release.h"

char *block_new(void);

int main(void)
{
    char *block = block_new();
    block_new(); /* never released, by the program itself */
    RELEASE(block);
    return 0;
}
