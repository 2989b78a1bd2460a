#include "../lib/line.h"

int main(void)
{
    line_free(line_new());
    return 0;
}
