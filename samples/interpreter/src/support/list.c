#include "support/list.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct List {
    void **items;
    size_t length;
    size_t capacity;
};

List *list_create(void)
{
    return (List *)calloc(1, sizeof(List));
}

bool list_push(List *list, void *item)
{
    if (list->length == list->capacity) {
        size_t capacity = list->capacity == 0 ? 4 : list->capacity * 2;
        if (capacity > SIZE_MAX / sizeof *list->items)
            return false;
        void **items = list->items == NULL
                           ? realloc(NULL, capacity * sizeof *items)
                           : realloc(list->items, capacity * sizeof *items);
        if (items == NULL)
            return false;
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->length++] = item;
    return true;
}

void *list_pop(List *list)
{
    return list->length > 0 ? list->items[--list->length] : NULL;
}

void *list_shift(List *list)
{
    if (list->length == 0)
        return NULL;
    void *first = list->items[0];
    list->length--;
    memmove(list->items, list->items + 1, list->length * sizeof *list->items);
    return first;
}

void *list_at(const List *list, size_t index)
{
    return index < list->length ? list->items[index] : NULL;
}

size_t list_length(const List *list)
{
    return list->length;
}

void list_free(List *list, ReleaseItem release)
{
    if (list == NULL)
        return;
    if (release != NULL) {
        for (size_t i = 0; i < list->length; i++)
            release(list->items[i]);
    }
    free(list->items);
    free(list);
}
