#include "support/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>

#include "support/alloc.h"

void diagnostics_init(Diagnostics *diagnostics)
{
    diagnostics->first = NULL;
    diagnostics->last = &diagnostics->first;
    diagnostics->count = 0;
    diagnostics->at_end = false;
}

void diagnostics_add(Diagnostics *diagnostics, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;

    Diagnostic *entry = xmalloc(sizeof *entry);
    entry->next = NULL;
    entry->line = line;
    entry->message = xmalloc((size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(entry->message, (size_t)length + 1, format, arguments);
    va_end(arguments);

    *diagnostics->last = entry;
    diagnostics->last = &entry->next;
    diagnostics->count++;
}

void diagnostics_clear(Diagnostics *diagnostics)
{
    Diagnostic *entry = diagnostics->first;
    while (entry != NULL) {
        Diagnostic *next = entry->next;
        free(entry->message);
        free(entry);
        entry = next;
    }
    diagnostics_init(diagnostics);
}
