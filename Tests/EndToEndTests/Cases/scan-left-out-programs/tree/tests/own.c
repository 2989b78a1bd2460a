#include <stdlib.h>
#include "../lib/line.h"

int main(void)
{
    line_free(malloc(99));
    return 0;
}
