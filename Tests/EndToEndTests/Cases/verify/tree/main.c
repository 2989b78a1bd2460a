#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *joined(const char *first, const char *second)
{
    size_t size = strlen(first) + strlen(second) + 1;
    char *text = malloc(size);
    if (!text)
        return NULL;
    snprintf(text, size, "%s%s", first, second);
    printf("%s\n", text);
    free(text);
    return NULL;
}

int main(int argc, char **argv)
{
    Names *names = names_new();
    for (int i = 1; i < argc; i++)
        names_add(names, argv[i]);
    joined("names: ", argc > 1 ? argv[1] : "none");
    if (names_count(names) > 100) {
        char *line = malloc(16);
        free(line);
    }
    names_free(names);
    return 0;
}
