#ifndef MARL_PARSER_TOKEN_H
#define MARL_PARSER_TOKEN_H

#include <stdlib.h>

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_ERROR,
    TOKEN_TERMINATOR, /* ";" or the end of a line that ends a statement */
    TOKEN_NAME,
    TOKEN_STRING,
    TOKEN_NUMBER,
    /* punctuation */
    TOKEN_LEFT_PAREN,
    TOKEN_RIGHT_PAREN,
    TOKEN_LEFT_BRACKET,
    TOKEN_RIGHT_BRACKET,
    TOKEN_LEFT_BRACE,
    TOKEN_RIGHT_BRACE,
    TOKEN_COMMA,
    TOKEN_COLON,
    TOKEN_DOT,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_STAR,
    TOKEN_SLASH,
    TOKEN_PERCENT,
    TOKEN_ASSIGN,
    TOKEN_PLUS_ASSIGN,
    TOKEN_MINUS_ASSIGN,
    TOKEN_EQUAL,
    TOKEN_UNEQUAL,
    TOKEN_LESS,
    TOKEN_AT_MOST,
    TOKEN_GREATER,
    TOKEN_AT_LEAST,
    /* keywords */
    TOKEN_AND,
    TOKEN_AS,
    TOKEN_BREAK,
    TOKEN_CATCH,
    TOKEN_CONTINUE,
    TOKEN_ELSE,
    TOKEN_FALSE,
    TOKEN_FN,
    TOKEN_FOR,
    TOKEN_IF,
    TOKEN_IMPORT,
    TOKEN_IN,
    TOKEN_LET,
    TOKEN_NIL,
    TOKEN_NOT,
    TOKEN_OR,
    TOKEN_RETURN,
    TOKEN_THROW,
    TOKEN_TO,
    TOKEN_TRUE,
    TOKEN_TRY,
    TOKEN_WHILE
} TokenKind;

typedef struct Token {
    TokenKind kind;
    int line;
    char *text; /* of a name or string; owned until somebody takes it */
    double number;
    const char *problem; /* of TOKEN_ERROR */
} Token;

/* The text's new owner frees it. */
static inline char *token_take(Token *token)
{
    char *text = token->text;
    token->text = NULL;
    return text;
}

static inline void token_clear(Token *token)
{
    free(token->text);
    token->text = NULL;
}

#endif
