/* The syntax tree. A node owns its children and its texts. */
#ifndef MARL_AST_AST_H
#define MARL_AST_AST_H

#include <stdbool.h>
#include <stddef.h>

#include "strings/strbuf.h"

struct Symbol;
struct FunctionScope;

typedef enum NodeKind {
    /* expressions */
    NODE_NIL,
    NODE_BOOL,
    NODE_NUMBER,
    NODE_STRING,
    NODE_NAME,
    NODE_ARRAY,
    NODE_TABLE,
    NODE_INDEX,
    NODE_FIELD,
    NODE_CALL,
    NODE_UNARY,
    NODE_BINARY,
    NODE_FUNCTION,
    /* statements */
    NODE_LET,
    NODE_DEFINE, /* fn name(...) { }, which can call itself */
    NODE_ASSIGN,
    NODE_EXPRESSION,
    NODE_BLOCK,
    NODE_IF,
    NODE_WHILE,
    NODE_FOR,
    NODE_RETURN,
    NODE_BREAK,
    NODE_CONTINUE,
    NODE_TRY,
    NODE_THROW,
    NODE_IMPORT
} NodeKind;

typedef enum Operator {
    OPERATOR_ADD,
    OPERATOR_SUBTRACT,
    OPERATOR_MULTIPLY,
    OPERATOR_DIVIDE,
    OPERATOR_REMAINDER,
    OPERATOR_EQUAL,
    OPERATOR_UNEQUAL,
    OPERATOR_LESS,
    OPERATOR_AT_MOST,
    OPERATOR_GREATER,
    OPERATOR_AT_LEAST,
    OPERATOR_AND,
    OPERATOR_OR,
    OPERATOR_NOT,
    OPERATOR_NEGATE
} Operator;

typedef struct Node Node;

typedef struct NodeList {
    Node **items;
    size_t count;
    size_t capacity;
} NodeList;

typedef struct TablePair {
    char *key;
    Node *value;
} TablePair;

/* The rare and large ones are separate blocks, to keep Node small. */
typedef struct FunctionNode {
    char *name; /* NULL for a function expression */
    char **parameters;
    size_t parameter_count;
    struct Symbol **symbols; /* the parameters', set by the resolver */
    Node *body;
    struct FunctionScope *scope; /* set by the resolver, which owns it */
} FunctionNode;

typedef struct ForNode {
    char *name;
    Node *start; /* or the collection */
    Node *limit; /* NULL unless it is a range */
    Node *body;
    struct Symbol *symbol;
    int slot; /* of two hidden locals */
} ForNode;

typedef struct TryNode {
    Node *body;
    char *name;
    Node *handler;
    struct Symbol *symbol;
} TryNode;

struct Node {
    NodeKind kind;
    int line;
    union {
        bool boolean;
        double number;
        char *text;
        FunctionNode *function;
        ForNode *loop;
        TryNode *attempt;
        Node *child; /* may be NULL after return */
        NodeList list;
        struct {
            char *text;
            struct Symbol *symbol;
        } name;
        struct {
            TablePair *pairs;
            size_t count;
            size_t capacity;
        } table;
        struct {
            Node *target;
            Node *key;
        } index;
        struct {
            Node *target;
            char *name;
        } field;
        struct {
            Node *callee;
            NodeList arguments;
        } call;
        struct {
            Operator op;
            Node *left;
            Node *right; /* NULL if unary */
        } operation;
        struct {
            char *name;
            Node *value;
            struct Symbol *symbol;
        } let;
        struct {
            Node *target;
            Node *value;
        } assign;
        struct {
            Node *condition;
            Node *then;
            Node *otherwise; /* may be NULL */
        } branch;
        struct {
            char *path;
            char *alias;
            struct Symbol *symbol;
        } import;
    } as;
};

Node *ast_new(NodeKind kind, int line);

/* Takes the text over. */
Node *ast_text(NodeKind kind, int line, char *text);

FunctionNode *ast_new_function(void);
ForNode *ast_new_for(void);
TryNode *ast_new_try(void);

void ast_append(NodeList *list, Node *node);
void ast_free(Node *node);

/* The tree as nested lists, for people and tests. */
void ast_print(const Node *node, StrBuf *out);
const char *ast_operator_text(Operator op);

/* Computes what is constant; may put another node in *slot. */
void ast_fold(Node **slot);

#endif
