#include <stdlib.h>
#include "sub.c"
int main(void)
{
    drop(mk(3));
    return 0;
}
