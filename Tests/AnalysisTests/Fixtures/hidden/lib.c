#include <stdlib.h>
#include <string.h>

/* As with -fvisibility=hidden: only this unit knows. */
#pragma GCC visibility push(hidden)
#include "lib.h"

char *name_new(const char *text) { return strdup(text); }

void name_trim(char *name) { name[strlen(name) - 1] = 0; }

void name_free(char *name) { free(name); }
