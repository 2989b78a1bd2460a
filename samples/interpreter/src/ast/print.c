#include "ast/ast.h"
#include "strings/text.h"

const char *ast_operator_text(Operator op)
{
    static const char *const texts[] = {
        [OPERATOR_ADD] = "+",      [OPERATOR_SUBTRACT] = "-",  [OPERATOR_MULTIPLY] = "*",
        [OPERATOR_DIVIDE] = "/",   [OPERATOR_REMAINDER] = "%", [OPERATOR_EQUAL] = "==",
        [OPERATOR_UNEQUAL] = "!=", [OPERATOR_LESS] = "<",      [OPERATOR_AT_MOST] = "<=",
        [OPERATOR_GREATER] = ">",  [OPERATOR_AT_LEAST] = ">=", [OPERATOR_AND] = "and",
        [OPERATOR_OR] = "or",      [OPERATOR_NOT] = "not",     [OPERATOR_NEGATE] = "-",
    };
    return texts[op];
}

static void print_child(const Node *node, StrBuf *out)
{
    strbuf_char(out, ' ');
    ast_print(node, out);
}

static void print_list(const char *head, const NodeList *list, StrBuf *out)
{
    strbuf_text(out, head);
    for (size_t i = 0; i < list->count; i++)
        print_child(list->items[i], out);
    strbuf_char(out, ')');
}

static void print_function(const FunctionNode *function, StrBuf *out)
{
    strbuf_text(out, "(fn (");
    for (size_t i = 0; i < function->parameter_count; i++)
        strbuf_format(out, "%s%s", i > 0 ? " " : "", function->parameters[i]);
    strbuf_char(out, ')');
    print_child(function->body, out);
    strbuf_char(out, ')');
}

static void print_wrapped(const char *head, const Node *child, StrBuf *out)
{
    strbuf_format(out, "(%s", head);
    if (child != NULL)
        print_child(child, out);
    strbuf_char(out, ')');
}

void ast_print(const Node *node, StrBuf *out)
{
    switch (node->kind) {
    case NODE_NIL:
        strbuf_text(out, "nil");
        break;
    case NODE_BOOL:
        strbuf_text(out, node->as.boolean ? "true" : "false");
        break;
    case NODE_NUMBER: {
        char *digits = text_number(node->as.number, NULL);
        strbuf_text(out, digits);
        free(digits);
        break;
    }
    case NODE_STRING:
        strbuf_format(out, "\"%s\"", node->as.text);
        break;
    case NODE_NAME:
        strbuf_text(out, node->as.name.text);
        break;
    case NODE_ARRAY:
        print_list("(array", &node->as.list, out);
        break;
    case NODE_BLOCK:
        print_list("(do", &node->as.list, out);
        break;
    case NODE_TABLE:
        strbuf_text(out, "(table");
        for (size_t i = 0; i < node->as.table.count; i++) {
            strbuf_format(out, " %s:", node->as.table.pairs[i].key);
            print_child(node->as.table.pairs[i].value, out);
        }
        strbuf_char(out, ')');
        break;
    case NODE_INDEX:
        strbuf_text(out, "(at");
        print_child(node->as.index.target, out);
        print_child(node->as.index.key, out);
        strbuf_char(out, ')');
        break;
    case NODE_FIELD:
        strbuf_format(out, "(. %s", node->as.field.name);
        print_child(node->as.field.target, out);
        strbuf_char(out, ')');
        break;
    case NODE_CALL:
        strbuf_text(out, "(call");
        print_child(node->as.call.callee, out);
        print_list("", &node->as.call.arguments, out);
        break;
    case NODE_UNARY:
    case NODE_BINARY:
        strbuf_format(out, "(%s", ast_operator_text(node->as.operation.op));
        print_child(node->as.operation.left, out);
        if (node->as.operation.right != NULL)
            print_child(node->as.operation.right, out);
        strbuf_char(out, ')');
        break;
    case NODE_FUNCTION:
        print_function(node->as.function, out);
        break;
    case NODE_LET:
    case NODE_DEFINE:
        strbuf_format(out, "(%s %s", node->kind == NODE_LET ? "let" : "define", node->as.let.name);
        print_child(node->as.let.value, out);
        strbuf_char(out, ')');
        break;
    case NODE_ASSIGN:
        strbuf_text(out, "(set");
        print_child(node->as.assign.target, out);
        print_child(node->as.assign.value, out);
        strbuf_char(out, ')');
        break;
    case NODE_EXPRESSION:
        ast_print(node->as.child, out);
        break;
    case NODE_RETURN:
        print_wrapped("return", node->as.child, out);
        break;
    case NODE_THROW:
        print_wrapped("throw", node->as.child, out);
        break;
    case NODE_BREAK:
        strbuf_text(out, "(break)");
        break;
    case NODE_CONTINUE:
        strbuf_text(out, "(continue)");
        break;
    case NODE_IF:
    case NODE_WHILE:
        strbuf_text(out, node->kind == NODE_IF ? "(if" : "(while");
        print_child(node->as.branch.condition, out);
        print_child(node->as.branch.then, out);
        if (node->as.branch.otherwise != NULL)
            print_child(node->as.branch.otherwise, out);
        strbuf_char(out, ')');
        break;
    case NODE_FOR:
        strbuf_format(out, "(for %s", node->as.loop->name);
        print_child(node->as.loop->start, out);
        if (node->as.loop->limit != NULL)
            print_child(node->as.loop->limit, out);
        print_child(node->as.loop->body, out);
        strbuf_char(out, ')');
        break;
    case NODE_TRY:
        strbuf_text(out, "(try");
        print_child(node->as.attempt->body, out);
        strbuf_format(out, " (catch %s", node->as.attempt->name);
        print_child(node->as.attempt->handler, out);
        strbuf_text(out, "))");
        break;
    case NODE_IMPORT:
        strbuf_format(out, "(import \"%s\" %s)", node->as.import.path,
                      node->as.import.alias != NULL ? node->as.import.alias : "-");
        break;
    }
}
