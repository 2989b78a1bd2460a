#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ast/ast.h"
#include "support/alloc.h"

/* Puts a constant in the place of an operation, whose operands go away. */
static void replace(Node **slot, Node *constant)
{
    Node *old = *slot;
    *slot = constant;
    ast_free(old);
}

static Node *new_number(int line, double number)
{
    Node *node = ast_new(NODE_NUMBER, line);
    node->as.number = number;
    return node;
}

static Node *new_bool(int line, bool boolean)
{
    Node *node = ast_new(NODE_BOOL, line);
    node->as.boolean = boolean;
    return node;
}

static Node *joined(int line, const char *left, const char *right)
{
    size_t left_length = strlen(left);
    char *text = (char *)malloc(left_length + strlen(right) + 1);
    if (text == NULL)
        return NULL;
    memcpy(text, left, left_length);
    strcpy(text + left_length, right);
    return ast_text(NODE_STRING, line, text);
}

/* The result of an operation on two numbers; NULL if that is for run time. */
static Node *compute(Operator op, int line, double a, double b)
{
    switch (op) {
    case OPERATOR_ADD:
        return new_number(line, a + b);
    case OPERATOR_SUBTRACT:
        return new_number(line, a - b);
    case OPERATOR_MULTIPLY:
        return new_number(line, a * b);
    case OPERATOR_DIVIDE:
        return b != 0 ? new_number(line, a / b) : NULL; /* an error then */
    case OPERATOR_REMAINDER:
        return b != 0 ? new_number(line, fmod(a, b)) : NULL;
    case OPERATOR_EQUAL:
        return new_bool(line, a == b);
    case OPERATOR_UNEQUAL:
        return new_bool(line, a != b);
    case OPERATOR_LESS:
        return new_bool(line, a < b);
    case OPERATOR_AT_MOST:
        return new_bool(line, a <= b);
    case OPERATOR_GREATER:
        return new_bool(line, a > b);
    case OPERATOR_AT_LEAST:
        return new_bool(line, a >= b);
    default:
        return NULL;
    }
}

static void fold_operation(Node **slot)
{
    Node *node = *slot;
    Operator op = node->as.operation.op;
    ast_fold(&node->as.operation.left);
    if (node->as.operation.right != NULL)
        ast_fold(&node->as.operation.right);

    const Node *left = node->as.operation.left;
    const Node *right = node->as.operation.right;
    Node *result = NULL;
    if (right == NULL) {
        if (op == OPERATOR_NEGATE && left->kind == NODE_NUMBER)
            result = new_number(node->line, -left->as.number);
        else if (op == OPERATOR_NOT && left->kind == NODE_BOOL)
            result = new_bool(node->line, !left->as.boolean);
    } else if (left->kind == NODE_NUMBER && right->kind == NODE_NUMBER) {
        result = compute(op, node->line, left->as.number, right->as.number);
    } else if (op == OPERATOR_ADD && left->kind == NODE_STRING && right->kind == NODE_STRING) {
        result = joined(node->line, left->as.text, right->as.text);
    }
    if (result != NULL)
        replace(slot, result);
}

static void fold_list(NodeList *list)
{
    for (size_t i = 0; i < list->count; i++)
        ast_fold(&list->items[i]);
}

/* An if whose condition is known keeps only the branch that runs. */
static void fold_if(Node **slot)
{
    Node *node = *slot;
    ast_fold(&node->as.branch.condition);
    ast_fold(&node->as.branch.then);
    if (node->as.branch.otherwise != NULL)
        ast_fold(&node->as.branch.otherwise);
    if (node->as.branch.condition->kind != NODE_BOOL)
        return;

    Node **taken = node->as.branch.condition->as.boolean ? &node->as.branch.then
                                                         : &node->as.branch.otherwise;
    Node *kept = *taken != NULL ? *taken : ast_new(NODE_BLOCK, node->line);
    *taken = NULL;
    replace(slot, kept);
}

void ast_fold(Node **slot)
{
    Node *node = *slot;
    switch (node->kind) {
    case NODE_ARRAY:
    case NODE_BLOCK:
        fold_list(&node->as.list);
        break;
    case NODE_TABLE:
        for (size_t i = 0; i < node->as.table.count; i++)
            ast_fold(&node->as.table.pairs[i].value);
        break;
    case NODE_INDEX:
        ast_fold(&node->as.index.target);
        ast_fold(&node->as.index.key);
        break;
    case NODE_FIELD:
        ast_fold(&node->as.field.target);
        break;
    case NODE_CALL:
        ast_fold(&node->as.call.callee);
        fold_list(&node->as.call.arguments);
        break;
    case NODE_UNARY:
    case NODE_BINARY:
        fold_operation(slot);
        break;
    case NODE_FUNCTION:
        ast_fold(&node->as.function->body);
        break;
    case NODE_LET:
    case NODE_DEFINE:
        ast_fold(&node->as.let.value);
        break;
    case NODE_ASSIGN:
        ast_fold(&node->as.assign.target);
        ast_fold(&node->as.assign.value);
        break;
    case NODE_EXPRESSION:
    case NODE_RETURN:
    case NODE_THROW:
        if (node->as.child != NULL)
            ast_fold(&node->as.child);
        break;
    case NODE_IF:
        fold_if(slot);
        break;
    case NODE_WHILE:
        ast_fold(&node->as.branch.condition);
        ast_fold(&node->as.branch.then);
        break;
    case NODE_FOR:
        ast_fold(&node->as.loop->start);
        if (node->as.loop->limit != NULL)
            ast_fold(&node->as.loop->limit);
        ast_fold(&node->as.loop->body);
        break;
    case NODE_TRY:
        ast_fold(&node->as.attempt->body);
        ast_fold(&node->as.attempt->handler);
        break;
    default:
        break;
    }
}
