#include <malloc.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char *text = malloc(10);
    size_t room = malloc_usable_size(text);
    memset(text, 7, room);
    text = realloc(text, 100);
    for (size_t i = 0; i < room; i++) {
        if (text[i] != 7)
            return 1;
    }
    free(text);
    return 0;
}
