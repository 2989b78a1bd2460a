#include "support/alloc.h"

#include <stdio.h>
#include <string.h>

void out_of_memory(size_t size)
{
    fprintf(stderr, "marl: out of memory (%zu bytes wanted)\n", size);
    abort();
}

void *xmalloc(size_t size)
{
    /* malloc(0) may be NULL, which here would look like a failure. */
#ifdef MARL_DEBUG_ALLOC
    size_t padded = size < 16 ? 16 : size;
    void *block = malloc(padded);
    if (block != NULL)
        memset(block, 0xA5, padded);
#else
    void *block = malloc(size != 0 ? size : 1);
#endif
    if (block == NULL)
        out_of_memory(size);
    return block;
}

void *xrealloc(void *block, size_t size)
{
    void *moved = realloc(block, size != 0 ? size : 1);
    if (moved == NULL)
        out_of_memory(size);
    return moved;
}

char *xstrdup(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        out_of_memory(strlen(text) + 1);
    return copy;
}
