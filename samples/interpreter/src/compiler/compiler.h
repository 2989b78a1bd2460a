#ifndef MARL_COMPILER_COMPILER_H
#define MARL_COMPILER_COMPILER_H

#include <stdbool.h>
#include <stddef.h>

#include "bytecode/prototype.h"
#include "strings/pool.h"
#include "support/diagnostics.h"

typedef struct CompileOptions {
    const char *origin; /* the file's name, for messages */
    bool echo;          /* expression statements at the top print their value */
} CompileOptions;

/*
 * Source text to code, through all the stages. The source must have a NUL
 * after its length bytes. NULL after adding at least one diagnostic.
 */
Prototype *compile_source(const char *source, size_t length, const CompileOptions *options,
                          StringPool *pool, Diagnostics *diagnostics);

#endif
