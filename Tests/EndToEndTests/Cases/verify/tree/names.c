#include "names.h"

#include <stdlib.h>
#include <string.h>

struct Names {
    char **items;
    size_t count;
    size_t capacity;
};

Names *names_new(void)
{
    Names *names = calloc(1, sizeof *names);
    return names;
}

int names_add(Names *names, const char *name)
{
    if (names->count == names->capacity) {
        size_t capacity = names->capacity ? 2 * names->capacity : 2;
        char **items = realloc(names->items, capacity * sizeof *items);
        if (!items)
            return -1;
        names->items = items;
        names->capacity = capacity;
    }
    char *copy = strdup(name);
    if (!copy)
        return -1;
    names->items[names->count++] = copy;
    return 0;
}

size_t names_count(const Names *names)
{
    return names->count;
}

void names_free(Names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
    free(names);
}
