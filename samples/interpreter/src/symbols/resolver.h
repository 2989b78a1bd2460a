#ifndef MARL_SYMBOLS_RESOLVER_H
#define MARL_SYMBOLS_RESOLVER_H

#include "ast/ast.h"
#include "support/diagnostics.h"
#include "symbols/symbols.h"

/*
 * Binds every name of the program to its variable and checks what only shows
 * with names and context known. Returns the program's own function scope.
 */
FunctionScope *resolve_program(Node *program, SymbolTable *table, Diagnostics *diagnostics);

/* The name that an import binds when there is no "as". */
const char *import_default_name(const char *path);

#endif
