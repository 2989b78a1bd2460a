// A character that is stored may take the place of the string's end: then the
// block is no string any more, though nothing was cut.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *sealed(const char *s)
{
    char *copy = strdup(s);
    if (copy)
        copy[strlen(copy)] = '!';
    return copy;
}

int main(void)
{
    char *bytes = sealed("abc");
    char *kept = strdup("abc");
    printf("%c %s\n", bytes[3], kept);
    free(bytes);
    free(kept);
    return 0;
}
