#include <stdlib.h>

int main(void)
{
    char *word = malloc(10);
    free(word);
    return 0;
}
