#include "parser/parser.h"

#include <stdlib.h>

#include "parser/lexer.h"
#include "support/alloc.h"

/* Deeper texts would overflow the C stack, here or in the later passes. */
#define MAX_DEPTH 400

typedef struct Parser {
    Lexer lexer;
    Token current;
    int line; /* of the token before */
    int depth;  /* of everything that nests */
    int blocks; /* that are open */
    bool panicking; /* after an error, until the next statement */
    Diagnostics *diagnostics;
} Parser;

static Node *parse_expression(Parser *parser);
static Node *parse_block(Parser *parser);
static Node *parse_statement(Parser *parser);

static void fail(Parser *parser, const char *problem)
{
    if (parser->panicking)
        return; /* only the first one of a statement means anything */
    parser->panicking = true;
    if (parser->current.kind == TOKEN_END)
        parser->diagnostics->at_end = true;
    diagnostics_add(parser->diagnostics, parser->current.line, "%s",
                    parser->current.kind == TOKEN_ERROR ? parser->current.problem : problem);
}

static void advance(Parser *parser)
{
    parser->line = parser->current.line;
    token_clear(&parser->current);
    lexer_next(&parser->lexer, &parser->current);
}

static bool at(const Parser *parser, TokenKind kind)
{
    return parser->current.kind == kind;
}

static bool match(Parser *parser, TokenKind kind)
{
    if (!at(parser, kind))
        return false;
    advance(parser);
    return true;
}

static void expect(Parser *parser, TokenKind kind, const char *problem)
{
    if (!match(parser, kind))
        fail(parser, problem);
}

static void skip_terminators(Parser *parser)
{
    while (match(parser, TOKEN_TERMINATOR))
        continue;
}

/* A name, which the caller frees; after an error it is made up. */
static char *expect_name(Parser *parser, const char *problem)
{
    if (!at(parser, TOKEN_NAME)) {
        fail(parser, problem);
        return xstrdup("?");
    }
    char *name = token_take(&parser->current);
    advance(parser);
    return name;
}

static bool enter(Parser *parser)
{
    if (++parser->depth <= MAX_DEPTH)
        return true;
    fail(parser, "too deeply nested");
    return false;
}

/* --- expressions --------------------------------------------------------- */

static void parse_items(Parser *parser, NodeList *list, TokenKind close, const char *problem)
{
    while (!at(parser, close) && !parser->panicking) {
        ast_append(list, parse_expression(parser));
        if (!match(parser, TOKEN_COMMA))
            break;
    }
    expect(parser, close, problem);
}

static Node *parse_table(Parser *parser)
{
    Node *node = ast_new(NODE_TABLE, parser->line);
    skip_terminators(parser);
    while (!at(parser, TOKEN_RIGHT_BRACE) && !parser->panicking) {
        char *key = NULL;
        if (at(parser, TOKEN_STRING)) {
            key = token_take(&parser->current);
            advance(parser);
        } else {
            key = expect_name(parser, "expected a key");
        }
        expect(parser, TOKEN_COLON, "expected ':' after the key");
        GROW_ARRAY(node->as.table.pairs, node->as.table.count, node->as.table.capacity);
        TablePair *pair = &node->as.table.pairs[node->as.table.count++];
        pair->key = key;
        pair->value = parse_expression(parser);
        if (!match(parser, TOKEN_COMMA))
            break;
        skip_terminators(parser);
    }
    skip_terminators(parser);
    expect(parser, TOKEN_RIGHT_BRACE, "expected '}' after the table");
    return node;
}

/* From the parameters on; takes the name over. */
static Node *parse_function(Parser *parser, char *name)
{
    Node *node = ast_new(NODE_FUNCTION, parser->line);
    FunctionNode *function = ast_new_function();
    node->as.function = function;
    function->name = name;

    size_t capacity = 0;
    expect(parser, TOKEN_LEFT_PAREN, "expected '(' before the parameters");
    while (!at(parser, TOKEN_RIGHT_PAREN) && !parser->panicking) {
        GROW_ARRAY(function->parameters, function->parameter_count, capacity);
        function->parameters[function->parameter_count++] =
            expect_name(parser, "expected a parameter");
        if (!match(parser, TOKEN_COMMA))
            break;
    }
    expect(parser, TOKEN_RIGHT_PAREN, "expected ')' after the parameters");
    function->body = parse_block(parser);
    return node;
}

static Node *parse_primary(Parser *parser)
{
    int line = parser->current.line;
    Node *node;
    switch (parser->current.kind) {
    case TOKEN_NIL:
        node = ast_new(NODE_NIL, line);
        break;
    case TOKEN_TRUE:
    case TOKEN_FALSE:
        node = ast_new(NODE_BOOL, line);
        node->as.boolean = parser->current.kind == TOKEN_TRUE;
        break;
    case TOKEN_NUMBER:
        node = ast_new(NODE_NUMBER, line);
        node->as.number = parser->current.number;
        break;
    case TOKEN_STRING:
        node = ast_text(NODE_STRING, line, token_take(&parser->current));
        break;
    case TOKEN_NAME:
        node = ast_text(NODE_NAME, line, token_take(&parser->current));
        break;
    case TOKEN_LEFT_PAREN:
        advance(parser);
        node = parse_expression(parser);
        expect(parser, TOKEN_RIGHT_PAREN, "expected ')'");
        return node;
    case TOKEN_LEFT_BRACKET:
        advance(parser);
        node = ast_new(NODE_ARRAY, line);
        parse_items(parser, &node->as.list, TOKEN_RIGHT_BRACKET, "expected ']' after the array");
        return node;
    case TOKEN_LEFT_BRACE:
        advance(parser);
        return parse_table(parser);
    case TOKEN_FN:
        advance(parser);
        return parse_function(parser, NULL);
    default:
        fail(parser, "expected an expression");
        return ast_new(NODE_NIL, line);
    }
    advance(parser);
    return node;
}

static Node *parse_postfix(Parser *parser)
{
    int entered = 0; /* a chain on the left is as deep as it is long */
    Node *node = parse_primary(parser);
    while (!parser->panicking) {
        int line = parser->current.line;
        Node *outer;
        if (match(parser, TOKEN_LEFT_PAREN)) {
            outer = ast_new(NODE_CALL, line);
            outer->as.call.callee = node;
            parse_items(parser, &outer->as.call.arguments, TOKEN_RIGHT_PAREN,
                        "expected ')' after the arguments");
        } else if (match(parser, TOKEN_LEFT_BRACKET)) {
            outer = ast_new(NODE_INDEX, line);
            outer->as.index.target = node;
            outer->as.index.key = parse_expression(parser);
            expect(parser, TOKEN_RIGHT_BRACKET, "expected ']' after the index");
        } else if (match(parser, TOKEN_DOT)) {
            outer = ast_new(NODE_FIELD, line);
            outer->as.field.target = node;
            outer->as.field.name = expect_name(parser, "expected a name after '.'");
        } else {
            break;
        }
        node = outer;
        entered++;
        enter(parser);
    }
    parser->depth -= entered;
    return node;
}

static Node *new_operation(Operator op, int line, Node *left, Node *right)
{
    Node *node = ast_new(right != NULL ? NODE_BINARY : NODE_UNARY, line);
    node->as.operation.op = op;
    node->as.operation.left = left;
    node->as.operation.right = right;
    return node;
}

static Node *parse_unary(Parser *parser)
{
    int line = parser->current.line;
    Operator op;
    if (match(parser, TOKEN_MINUS))
        op = OPERATOR_NEGATE;
    else if (match(parser, TOKEN_NOT))
        op = OPERATOR_NOT;
    else
        return parse_postfix(parser);

    Node *operand = enter(parser) ? parse_unary(parser) : ast_new(NODE_NIL, line);
    parser->depth--;
    return new_operation(op, line, operand, NULL);
}

static const struct {
    TokenKind token;
    Operator op;
    int level; /* a higher one binds tighter */
} binary_operators[] = {
    {TOKEN_OR, OPERATOR_OR, 1},
    {TOKEN_AND, OPERATOR_AND, 2},
    {TOKEN_EQUAL, OPERATOR_EQUAL, 3},
    {TOKEN_UNEQUAL, OPERATOR_UNEQUAL, 3},
    {TOKEN_LESS, OPERATOR_LESS, 4},
    {TOKEN_AT_MOST, OPERATOR_AT_MOST, 4},
    {TOKEN_GREATER, OPERATOR_GREATER, 4},
    {TOKEN_AT_LEAST, OPERATOR_AT_LEAST, 4},
    {TOKEN_PLUS, OPERATOR_ADD, 5},
    {TOKEN_MINUS, OPERATOR_SUBTRACT, 5},
    {TOKEN_STAR, OPERATOR_MULTIPLY, 6},
    {TOKEN_SLASH, OPERATOR_DIVIDE, 6},
    {TOKEN_PERCENT, OPERATOR_REMAINDER, 6},
};

static Node *parse_binary(Parser *parser, int lowest)
{
    int entered = 0;
    Node *left = parse_unary(parser);
    while (!parser->panicking) {
        size_t found = 0;
        size_t count = sizeof binary_operators / sizeof binary_operators[0];
        while (found < count && binary_operators[found].token != parser->current.kind)
            found++;
        if (found == count || binary_operators[found].level < lowest)
            break;
        int line = parser->current.line;
        entered++;
        if (!enter(parser))
            break;
        advance(parser);
        Node *right = parse_binary(parser, binary_operators[found].level + 1);
        left = new_operation(binary_operators[found].op, line, left, right);
    }
    parser->depth -= entered;
    return left;
}

static Node *parse_expression(Parser *parser)
{
    Node *node = enter(parser) ? parse_binary(parser, 1)
                               : ast_new(NODE_NIL, parser->current.line);
    parser->depth--;
    return node;
}

/* --- statements ---------------------------------------------------------- */

static Node *parse_let(Parser *parser)
{
    Node *node = ast_new(NODE_LET, parser->line);
    node->as.let.name = expect_name(parser, "expected a name after 'let'");
    if (match(parser, TOKEN_ASSIGN))
        node->as.let.value = parse_expression(parser);
    else
        node->as.let.value = ast_new(NODE_NIL, parser->line);
    return node;
}

static Node *parse_define(Parser *parser)
{
    Node *node = ast_new(NODE_DEFINE, parser->line);
    node->as.let.name = expect_name(parser, "expected a name after 'fn'");
    node->as.let.value = parse_function(parser, xstrdup(node->as.let.name));
    return node;
}

static Node *parse_if(Parser *parser)
{
    Node *node = ast_new(NODE_IF, parser->line);
    node->as.branch.condition = parse_expression(parser);
    node->as.branch.then = parse_block(parser);
    if (match(parser, TOKEN_ELSE)) {
        if (match(parser, TOKEN_IF)) {
            if (enter(parser))
                node->as.branch.otherwise = parse_if(parser);
            parser->depth--;
        } else {
            node->as.branch.otherwise = parse_block(parser);
        }
    }
    return node;
}

static Node *parse_while(Parser *parser)
{
    Node *node = ast_new(NODE_WHILE, parser->line);
    node->as.branch.condition = parse_expression(parser);
    node->as.branch.then = parse_block(parser);
    return node;
}

static Node *parse_for(Parser *parser)
{
    Node *node = ast_new(NODE_FOR, parser->line);
    ForNode *loop = ast_new_for();
    node->as.loop = loop;
    loop->name = expect_name(parser, "expected a name after 'for'");
    expect(parser, TOKEN_IN, "expected 'in'");
    loop->start = parse_expression(parser);
    if (match(parser, TOKEN_TO))
        loop->limit = parse_expression(parser);
    loop->body = parse_block(parser);
    return node;
}

static Node *parse_try(Parser *parser)
{
    Node *node = ast_new(NODE_TRY, parser->line);
    TryNode *attempt = ast_new_try();
    node->as.attempt = attempt;
    attempt->body = parse_block(parser);
    expect(parser, TOKEN_CATCH, "expected 'catch'");
    attempt->name = expect_name(parser, "expected a name after 'catch'");
    attempt->handler = parse_block(parser);
    return node;
}

static Node *parse_import(Parser *parser)
{
    Node *node = ast_new(NODE_IMPORT, parser->line);
    if (at(parser, TOKEN_STRING)) {
        node->as.import.path = token_take(&parser->current);
        advance(parser);
    } else {
        fail(parser, "expected the module's name as a string");
    }
    if (match(parser, TOKEN_AS))
        node->as.import.alias = expect_name(parser, "expected a name after 'as'");
    return node;
}

/* A deep copy, as far as "+=" needs one: its target is a plain name. */
static Node *copy_name(const Node *name)
{
    return ast_text(NODE_NAME, name->line, xstrdup(name->as.name.text));
}

static Node *parse_expression_statement(Parser *parser)
{
    int line = parser->current.line;
    Node *value = parse_expression(parser);
    TokenKind kind = parser->current.kind;
    if (kind != TOKEN_ASSIGN && kind != TOKEN_PLUS_ASSIGN && kind != TOKEN_MINUS_ASSIGN) {
        Node *statement = ast_new(NODE_EXPRESSION, line);
        statement->as.child = value;
        return statement;
    }

    if (value->kind != NODE_NAME
        && (kind != TOKEN_ASSIGN || (value->kind != NODE_INDEX && value->kind != NODE_FIELD)))
        fail(parser, "cannot assign to this");
    advance(parser);
    Node *statement = ast_new(NODE_ASSIGN, line);
    statement->as.assign.target = value;
    Node *right = parse_expression(parser);
    if (kind != TOKEN_ASSIGN && value->kind == NODE_NAME)
        right = new_operation(kind == TOKEN_PLUS_ASSIGN ? OPERATOR_ADD : OPERATOR_SUBTRACT,
                              line, copy_name(value), right);
    statement->as.assign.value = right;
    return statement;
}

static Node *parse_return(Parser *parser)
{
    Node *node = ast_new(NODE_RETURN, parser->line);
    if (!at(parser, TOKEN_TERMINATOR) && !at(parser, TOKEN_RIGHT_BRACE) && !at(parser, TOKEN_END))
        node->as.child = parse_expression(parser);
    return node;
}

static Node *parse_plain_statement(Parser *parser)
{
    if (match(parser, TOKEN_LET))
        return parse_let(parser);
    if (match(parser, TOKEN_FN))
        return parse_define(parser);
    if (match(parser, TOKEN_IF))
        return parse_if(parser);
    if (match(parser, TOKEN_WHILE))
        return parse_while(parser);
    if (match(parser, TOKEN_FOR))
        return parse_for(parser);
    if (match(parser, TOKEN_TRY))
        return parse_try(parser);
    if (match(parser, TOKEN_IMPORT))
        return parse_import(parser);
    if (match(parser, TOKEN_RETURN))
        return parse_return(parser);
    if (match(parser, TOKEN_BREAK))
        return ast_new(NODE_BREAK, parser->line);
    if (match(parser, TOKEN_CONTINUE))
        return ast_new(NODE_CONTINUE, parser->line);
    if (match(parser, TOKEN_THROW)) {
        Node *node = ast_new(NODE_THROW, parser->line);
        node->as.child = parse_expression(parser);
        return node;
    }
    if (at(parser, TOKEN_LEFT_BRACE))
        return parse_block(parser);
    return parse_expression_statement(parser);
}

/* To the next place where a statement can begin, past the blocks on the way. */
static void recover(Parser *parser)
{
    int open = 0;
    parser->panicking = false;
    while (!at(parser, TOKEN_END)) {
        if (open == 0 && match(parser, TOKEN_TERMINATOR))
            return;
        if (open == 0 && at(parser, TOKEN_RIGHT_BRACE) && parser->blocks > 0)
            return;
        if (at(parser, TOKEN_LEFT_BRACE))
            open++;
        else if (at(parser, TOKEN_RIGHT_BRACE) && open > 0)
            open--;
        advance(parser);
    }
}

static bool ends_with_block(const Node *node)
{
    switch (node->kind) {
    case NODE_DEFINE:
    case NODE_BLOCK:
    case NODE_IF:
    case NODE_WHILE:
    case NODE_FOR:
    case NODE_TRY:
        return true;
    default:
        return false;
    }
}

static Node *parse_statement(Parser *parser)
{
    Node *node = parse_plain_statement(parser);
    if (!parser->panicking && !ends_with_block(node) && !at(parser, TOKEN_RIGHT_BRACE)
        && !at(parser, TOKEN_END) && !match(parser, TOKEN_TERMINATOR))
        fail(parser, "expected the end of the statement");
    if (parser->panicking)
        recover(parser);
    return node;
}

static Node *parse_block(Parser *parser)
{
    Node *block = ast_new(NODE_BLOCK, parser->current.line);
    expect(parser, TOKEN_LEFT_BRACE, "expected '{'");
    if (parser->panicking)
        return block;
    parser->blocks++;
    if (enter(parser)) {
        skip_terminators(parser);
        while (!at(parser, TOKEN_RIGHT_BRACE) && !at(parser, TOKEN_END)) {
            ast_append(&block->as.list, parse_statement(parser));
            skip_terminators(parser);
        }
        expect(parser, TOKEN_RIGHT_BRACE, "expected '}' at the end of the block");
    }
    parser->depth--;
    parser->blocks--;
    return block;
}

Node *parse_source(const char *source, size_t length, Diagnostics *diagnostics)
{
    Parser parser = {.diagnostics = diagnostics, .line = 1};
    lexer_init(&parser.lexer, source, length);
    lexer_next(&parser.lexer, &parser.current);

    Node *program = ast_new(NODE_BLOCK, 1);
    size_t problems = diagnostics->count;
    for (skip_terminators(&parser); !at(&parser, TOKEN_END); skip_terminators(&parser)) {
        if (at(&parser, TOKEN_RIGHT_BRACE)) {
            fail(&parser, "'}' without '{'");
            parser.panicking = false;
            advance(&parser);
        } else {
            ast_append(&program->as.list, parse_statement(&parser));
        }
    }
    token_clear(&parser.current);
    lexer_finish(&parser.lexer);

    if (diagnostics->count > problems) {
        ast_free(program);
        return NULL;
    }
    return program;
}
