#include "box.h"

#include <stdlib.h>

int main(void)
{
    struct box *box = malloc(sizeof *box);
    box_free(box);
    box_free(box_new());
    return 0;
}
