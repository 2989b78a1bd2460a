/*
 * A growing list of pointers. The list doesn't know what it holds: whoever
 * frees it says how one item is released, plain free() included.
 */
#ifndef MARL_SUPPORT_LIST_H
#define MARL_SUPPORT_LIST_H

#include <stdbool.h>
#include <stddef.h>

typedef struct List List;

typedef void (*ReleaseItem)(void *item);

List *list_create(void);

/* False when memory is exhausted; the item then still belongs to the caller. */
bool list_push(List *list, void *item);

/* Takes the last item out; NULL when the list is empty. */
void *list_pop(List *list);

/* Takes the first item out; NULL when the list is empty. */
void *list_shift(List *list);

void *list_at(const List *list, size_t index);
size_t list_length(const List *list);

/* release may be NULL if the items belong to somebody else. */
void list_free(List *list, ReleaseItem release);

#endif
