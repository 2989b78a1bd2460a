/* What the compiler has to say about a source text, in the order found. */
#ifndef MARL_SUPPORT_DIAGNOSTICS_H
#define MARL_SUPPORT_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Diagnostic {
    struct Diagnostic *next;
    int line;
    char *message;
} Diagnostic;

typedef struct Diagnostics {
    Diagnostic *first;
    Diagnostic **last; /* where the next one is hung in */
    size_t count;
    bool at_end; /* the text stopped too early: a REPL can ask for more */
} Diagnostics;

void diagnostics_init(Diagnostics *diagnostics);

void diagnostics_add(Diagnostics *diagnostics, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void diagnostics_clear(Diagnostics *diagnostics);

#endif
