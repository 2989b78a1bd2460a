#include "parser/lexer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "support/alloc.h"

static const struct {
	const char *text;
	TokenKind kind;
} keywords[] = {
	{"and", TOKEN_AND},       {"as", TOKEN_AS},         {"break", TOKEN_BREAK},
	{"catch", TOKEN_CATCH},   {"continue", TOKEN_CONTINUE}, {"else", TOKEN_ELSE},
	{"false", TOKEN_FALSE},   {"fn", TOKEN_FN},         {"for", TOKEN_FOR},
	{"if", TOKEN_IF},         {"import", TOKEN_IMPORT}, {"in", TOKEN_IN},
	{"let", TOKEN_LET},       {"nil", TOKEN_NIL},       {"not", TOKEN_NOT},
	{"or", TOKEN_OR},         {"return", TOKEN_RETURN}, {"throw", TOKEN_THROW},
	{"to", TOKEN_TO},         {"true", TOKEN_TRUE},     {"try", TOKEN_TRY},
	{"while", TOKEN_WHILE},
};

static const struct {
	char text[3];
	TokenKind kind;
} punctuation[] = {
	/* longer ones first */
	{"==", TOKEN_EQUAL},      {"!=", TOKEN_UNEQUAL},       {"<=", TOKEN_AT_MOST},
	{">=", TOKEN_AT_LEAST},   {"+=", TOKEN_PLUS_ASSIGN},   {"-=", TOKEN_MINUS_ASSIGN},
	{"(", TOKEN_LEFT_PAREN},  {")", TOKEN_RIGHT_PAREN},    {"[", TOKEN_LEFT_BRACKET},
	{"]", TOKEN_RIGHT_BRACKET}, {"{", TOKEN_LEFT_BRACE},   {"}", TOKEN_RIGHT_BRACE},
	{",", TOKEN_COMMA},       {":", TOKEN_COLON},          {".", TOKEN_DOT},
	{"+", TOKEN_PLUS},        {"-", TOKEN_MINUS},          {"*", TOKEN_STAR},
	{"/", TOKEN_SLASH},       {"%", TOKEN_PERCENT},        {"=", TOKEN_ASSIGN},
	{"<", TOKEN_LESS},        {">", TOKEN_GREATER},        {";", TOKEN_TERMINATOR},
};

void lexer_init(Lexer *lexer, const char *source, size_t length)
{
	memset(lexer, 0, sizeof *lexer);
	lexer->at = source;
	lexer->end = source + length;
	lexer->line = 1;
	lexer->last = TOKEN_TERMINATOR;
}

void lexer_finish(Lexer *lexer)
{
	FREE_AND_NULL(lexer->nesting);
	lexer->depth = 0;
	lexer->nesting_capacity = 0;
}

static void fail(Token *token, const char *problem)
{
	token->kind = TOKEN_ERROR;
	token->problem = problem;
}

/* Keeps track of brackets: a line break means nothing inside ( ) and [ ]. */
static void note_bracket(Lexer *lexer, TokenKind kind)
{
	switch (kind) {
	case TOKEN_LEFT_PAREN:
	case TOKEN_LEFT_BRACKET:
	case TOKEN_LEFT_BRACE:
		GROW_ARRAY(lexer->nesting, lexer->depth, lexer->nesting_capacity);
		lexer->nesting[lexer->depth++] = kind == TOKEN_LEFT_BRACE ? '{' : '(';
		break;
	case TOKEN_RIGHT_PAREN:
	case TOKEN_RIGHT_BRACKET:
	case TOKEN_RIGHT_BRACE:
		if (lexer->depth > 0)
			lexer->depth--;
		break;
	default:
		break;
	}
}

static bool can_end_statement(TokenKind kind)
{
	switch (kind) {
	case TOKEN_ERROR:
	case TOKEN_NAME:
	case TOKEN_STRING:
	case TOKEN_NUMBER:
	case TOKEN_RIGHT_PAREN:
	case TOKEN_RIGHT_BRACKET:
	case TOKEN_RIGHT_BRACE:
	case TOKEN_TRUE:
	case TOKEN_FALSE:
	case TOKEN_NIL:
	case TOKEN_BREAK:
	case TOKEN_CONTINUE:
	case TOKEN_RETURN:
		return true;
	default:
		return false;
	}
}

/* True if a line break was found that ends a statement. */
static bool skip_blank(Lexer *lexer)
{
	while (lexer->at < lexer->end) {
		char c = *lexer->at;
		if (c == '#') {
			while (lexer->at < lexer->end && *lexer->at != '\n')
				lexer->at++;
		} else if (c == '\n') {
			lexer->at++;
			lexer->line++;
			bool counts = lexer->depth == 0 || lexer->nesting[lexer->depth - 1] == '{';
			if (counts && can_end_statement(lexer->last))
				return true;
		} else if (isspace((unsigned char)c)) {
			lexer->at++;
		} else {
			break;
		}
	}
	return false;
}

static void read_name(Lexer *lexer, Token *token)
{
	const char *start = lexer->at;
	while (lexer->at < lexer->end && (isalnum((unsigned char)*lexer->at) || *lexer->at == '_'))
		lexer->at++;
	size_t length = (size_t)(lexer->at - start);
	for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
		if (strlen(keywords[i].text) == length && memcmp(keywords[i].text, start, length) == 0) {
			token->kind = keywords[i].kind;
			return;
		}
	}
	token->kind = TOKEN_NAME;
	token->text = strndup(start, length);
	if (token->text == NULL)
		out_of_memory(length + 1);
}

static void read_number(Lexer *lexer, Token *token)
{
	const char *start = lexer->at;
	while (lexer->at < lexer->end && isdigit((unsigned char)*lexer->at))
		lexer->at++;
	if (lexer->at + 1 < lexer->end && *lexer->at == '.' && isdigit((unsigned char)lexer->at[1])) {
		lexer->at++;
		while (lexer->at < lexer->end && isdigit((unsigned char)*lexer->at))
			lexer->at++;
	}
	/* strtod alone would also take hex, exponents and "1." */
	char *digits = strndup(start, (size_t)(lexer->at - start));
	if (digits == NULL)
		out_of_memory((size_t)(lexer->at - start) + 1);
	token->kind = TOKEN_NUMBER;
	token->number = strtod(digits, NULL);
	free(digits);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes one escape after its backslash; -1 if it isn't one. */
static int read_escape(Lexer *lexer)
{
	switch (*lexer->at++) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'r':
		return '\r';
	case '"':
		return '"';
	case '\\':
		return '\\';
	case 'x': {
		int high = lexer->at < lexer->end ? hex_digit(lexer->at[0]) : -1;
		int low = high >= 0 && lexer->at + 1 < lexer->end ? hex_digit(lexer->at[1]) : -1;
		if (low < 0 || high + low == 0)
			return -1; /* a NUL would cut the text short */
		lexer->at += 2;
		return high * 16 + low;
	}
	default:
		return -1;
	}
}

static void read_string(Lexer *lexer, Token *token)
{
	const char *start = ++lexer->at;
	const char *close = start;
	while (close < lexer->end && *close != '"' && *close != '\n')
		close += *close == '\\' && close + 1 < lexer->end && close[1] != '\n' ? 2 : 1;
	if (close >= lexer->end || *close != '"') {
		lexer->at = close;
		fail(token, "a string must end on its line");
		return;
	}

	/* An escape is longer than what it stands for, so this is enough. */
	char *text = (char *)malloc((size_t)(close - start) + 1);
	if (text == NULL)
		out_of_memory((size_t)(close - start) + 1);
	size_t length = 0;
	while (lexer->at < close) {
		int c = (unsigned char)*lexer->at++;
		if (c == '\\')
			c = read_escape(lexer);
		if (c <= 0) {
			lexer->at = close + 1;
			free(text);
			fail(token, "unknown escape in a string");
			return;
		}
		text[length++] = (char)c;
	}
	text[length] = '\0';
	lexer->at = close + 1;
	token->kind = TOKEN_STRING;
	token->text = text;
}

static void read_punctuation(Lexer *lexer, Token *token)
{
	for (size_t i = 0; i < sizeof punctuation / sizeof punctuation[0]; i++) {
		size_t length = strlen(punctuation[i].text);
		if (strncmp(lexer->at, punctuation[i].text, length) == 0) {
			lexer->at += length;
			token->kind = punctuation[i].kind;
			note_bracket(lexer, token->kind);
			return;
		}
	}
	lexer->at++;
	fail(token, "unknown character");
}

void lexer_next(Lexer *lexer, Token *token)
{
	memset(token, 0, sizeof *token);
	token->line = lexer->line;
	if (skip_blank(lexer)) {
		token->kind = TOKEN_TERMINATOR;
		lexer->last = TOKEN_TERMINATOR;
		return;
	}
	token->line = lexer->line;
	if (lexer->at >= lexer->end)
		token->kind = TOKEN_END;
	else if (isalpha((unsigned char)*lexer->at) || *lexer->at == '_')
		read_name(lexer, token);
	else if (isdigit((unsigned char)*lexer->at))
		read_number(lexer, token);
	else if (*lexer->at == '"')
		read_string(lexer, token);
	else
		read_punctuation(lexer, token);
	lexer->last = token->kind;
}
