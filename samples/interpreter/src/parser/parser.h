#ifndef MARL_PARSER_PARSER_H
#define MARL_PARSER_PARSER_H

#include "ast/ast.h"
#include "support/diagnostics.h"

/*
 * Parses a whole source text, which must have a NUL after its length bytes.
 * Returns a block, or NULL after adding at least one diagnostic.
 */
Node *parse_source(const char *source, size_t length, Diagnostics *diagnostics);

#endif
