#include <stdlib.h>

int main(int argc, char **argv)
{
    char *text = malloc(9);
    free(text);
    if (argc > 1)
        abort();
    return 0;
}
