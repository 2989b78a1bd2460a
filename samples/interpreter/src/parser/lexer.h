#ifndef MARL_PARSER_LEXER_H
#define MARL_PARSER_LEXER_H

#include <stdbool.h>
#include <stddef.h>

#include "parser/token.h"

typedef struct Lexer {
    const char *at;
    const char *end;
    int line;
    TokenKind last;
    char *nesting; /* the brackets that are open, innermost last */
    size_t depth;
    size_t nesting_capacity;
} Lexer;

/* The source must outlive the lexer and end with a NUL. */
void lexer_init(Lexer *lexer, const char *source, size_t length);

/* Fills in the next token; its text belongs to the caller. */
void lexer_next(Lexer *lexer, Token *token);

void lexer_finish(Lexer *lexer);

#endif
