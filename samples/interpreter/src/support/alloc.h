/* Allocation helpers shared by the whole interpreter. */
#ifndef MARL_SUPPORT_ALLOC_H
#define MARL_SUPPORT_ALLOC_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Prints how much was asked for and aborts. */
_Noreturn void out_of_memory(size_t size);

/*
 * For code that has no way to report a failure: the compiler and the command
 * line. They never return NULL. Release their memory with free().
 */
void *xmalloc(size_t size);
void *xrealloc(void *block, size_t size);
char *xstrdup(const char *text);

/* A zeroed T, or NULL when memory is exhausted. */
#define NEW(T) ((T *)calloc(1, sizeof(T)))

/* For members that outlive the call: a second release must find NULL. */
#define FREE_AND_NULL(p) \
    do {                 \
        free(p);         \
        (p) = NULL;      \
    } while (0)

/*
 * Makes room for one more element. A statement macro, not a function, because
 * it has to know the element type. The first growth passes NULL to realloc.
 */
#define GROW_ARRAY(items, count, capacity)                                 \
    do {                                                                   \
        if ((count) == (capacity)) {                                       \
            size_t grown_ = (capacity) != 0 ? (capacity) * 2 : 8;          \
            if (grown_ > SIZE_MAX / sizeof *(items))                       \
                out_of_memory(SIZE_MAX);                                   \
            void *moved_ = realloc((items), grown_ * sizeof *(items));     \
            if (moved_ == NULL)                                            \
                out_of_memory(grown_ * sizeof *(items));                   \
            (items) = moved_;                                              \
            (capacity) = grown_;                                           \
        }                                                                  \
    } while (0)

#endif
