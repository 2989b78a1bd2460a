#include "ast/ast.h"

#include <stdlib.h>
#include <string.h>

#include "support/alloc.h"

Node *ast_new(NodeKind kind, int line)
{
    Node *node = (Node *)malloc(sizeof(Node));
    if (node == NULL)
        out_of_memory(sizeof(Node));
    memset(node, 0, sizeof(Node));
    node->kind = kind;
    node->line = line;
    return node;
}

Node *ast_text(NodeKind kind, int line, char *text)
{
    Node *node = ast_new(kind, line);
    if (kind == NODE_NAME)
        node->as.name.text = text;
    else
        node->as.text = text;
    return node;
}

FunctionNode *ast_new_function(void)
{
    FunctionNode *function = (FunctionNode *)calloc(1, sizeof(FunctionNode));
    if (function == NULL)
        out_of_memory(sizeof(FunctionNode));
    return function;
}

ForNode *ast_new_for(void)
{
    ForNode *loop = (ForNode *)calloc(1, sizeof *loop);
    if (loop == NULL)
        out_of_memory(sizeof *loop);
    return loop;
}

TryNode *ast_new_try(void)
{
    TryNode *attempt = (TryNode *)calloc(1, sizeof *attempt);
    if (attempt == NULL)
        out_of_memory(sizeof *attempt);
    return attempt;
}

void ast_append(NodeList *list, Node *node)
{
    GROW_ARRAY(list->items, list->count, list->capacity);
    list->items[list->count++] = node;
}

static void free_list(NodeList *list)
{
    for (size_t i = 0; i < list->count; i++)
        ast_free(list->items[i]);
    free(list->items);
}

static void free_function(FunctionNode *function)
{
    for (size_t i = 0; i < function->parameter_count; i++)
        free(function->parameters[i]);
    free(function->parameters);
    free(function->symbols);
    free(function->name);
    ast_free(function->body);
    free(function);
}

void ast_free(Node *node)
{
    if (node == NULL)
        return;

    switch (node->kind) {
    case NODE_NIL:
    case NODE_BOOL:
    case NODE_NUMBER:
    case NODE_BREAK:
    case NODE_CONTINUE:
        break;
    case NODE_STRING:
        free(node->as.text);
        break;
    case NODE_NAME:
        free(node->as.name.text);
        break;
    case NODE_ARRAY:
    case NODE_BLOCK:
        free_list(&node->as.list);
        break;
    case NODE_TABLE:
        for (size_t i = 0; i < node->as.table.count; i++) {
            free(node->as.table.pairs[i].key);
            ast_free(node->as.table.pairs[i].value);
        }
        free(node->as.table.pairs);
        break;
    case NODE_INDEX:
        ast_free(node->as.index.target);
        ast_free(node->as.index.key);
        break;
    case NODE_FIELD:
        ast_free(node->as.field.target);
        free(node->as.field.name);
        break;
    case NODE_CALL:
        ast_free(node->as.call.callee);
        free_list(&node->as.call.arguments);
        break;
    case NODE_UNARY:
    case NODE_BINARY:
        ast_free(node->as.operation.left);
        ast_free(node->as.operation.right);
        break;
    case NODE_FUNCTION:
        free_function(node->as.function);
        break;
    case NODE_LET:
    case NODE_DEFINE:
        free(node->as.let.name);
        ast_free(node->as.let.value);
        break;
    case NODE_ASSIGN:
        ast_free(node->as.assign.target);
        ast_free(node->as.assign.value);
        break;
    case NODE_EXPRESSION:
    case NODE_RETURN:
    case NODE_THROW:
        ast_free(node->as.child);
        break;
    case NODE_IF:
    case NODE_WHILE:
        ast_free(node->as.branch.condition);
        ast_free(node->as.branch.then);
        ast_free(node->as.branch.otherwise);
        break;
    case NODE_FOR:
        free(node->as.loop->name);
        ast_free(node->as.loop->start);
        ast_free(node->as.loop->limit);
        ast_free(node->as.loop->body);
        free(node->as.loop);
        break;
    case NODE_TRY:
        ast_free(node->as.attempt->body);
        ast_free(node->as.attempt->handler);
        free(node->as.attempt->name);
        free(node->as.attempt);
        break;
    case NODE_IMPORT:
        free(node->as.import.path);
        free(node->as.import.alias); /* free(NULL) when the path names it */
        break;
    }
    free(node);
}
