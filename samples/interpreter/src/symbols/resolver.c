#include "symbols/resolver.h"

#include <string.h>

#include "support/alloc.h"

/* Enough for people; it also bounds what one call puts on the stack. */
#define MAX_PARAMETERS 255

typedef struct Resolver {
    SymbolTable *table;
    Diagnostics *diagnostics;
    int loops;     /* around the current statement, in this function */
    int functions; /* around the current statement */
} Resolver;

static void resolve(Resolver *resolver, Node *node);

static void resolve_list(Resolver *resolver, NodeList *list)
{
    for (size_t i = 0; i < list->count; i++)
        resolve(resolver, list->items[i]);
}

/* NULL for a global. */
static Symbol *declare(Resolver *resolver, int line, const char *name)
{
    if (symbols_at_top(resolver->table))
        return NULL;
    Symbol *symbol = symbols_declare(resolver->table, name);
    if (symbol == NULL)
        diagnostics_add(resolver->diagnostics, line, "'%s' is declared twice in this block", name);
    return symbol;
}

/* A body brings its own scope, together with the names declared before it. */
static void resolve_body(Resolver *resolver, Node *body)
{
    resolve_list(resolver, &body->as.list);
}

static void resolve_function(Resolver *resolver, Node *node)
{
    FunctionNode *function = node->as.function;
    int outer_loops = resolver->loops;
    resolver->loops = 0;
    resolver->functions++;
    function->scope = symbols_enter_function(resolver->table);

    if (function->parameter_count > MAX_PARAMETERS)
        diagnostics_add(resolver->diagnostics, node->line, "more than %d parameters",
                        MAX_PARAMETERS);
    function->symbols = xmalloc(function->parameter_count * sizeof *function->symbols);
    for (size_t i = 0; i < function->parameter_count; i++)
        function->symbols[i] = declare(resolver, node->line, function->parameters[i]);
    resolve_body(resolver, function->body);

    symbols_leave_function(resolver->table);
    resolver->functions--;
    resolver->loops = outer_loops;
}

static void resolve_for(Resolver *resolver, Node *node)
{
    ForNode *loop = node->as.loop;
    resolve(resolver, loop->start);
    if (loop->limit != NULL)
        resolve(resolver, loop->limit);
    symbols_enter_scope(resolver->table);
    loop->slot = symbols_reserve(resolver->table, 2);
    loop->symbol = declare(resolver, node->line, loop->name);
    resolver->loops++;
    resolve_body(resolver, loop->body);
    resolver->loops--;
    symbols_leave_scope(resolver->table);
}

static void resolve_try(Resolver *resolver, Node *node)
{
    TryNode *attempt = node->as.attempt;
    resolve(resolver, attempt->body);
    symbols_enter_scope(resolver->table);
    attempt->symbol = declare(resolver, node->line, attempt->name);
    resolve_body(resolver, attempt->handler);
    symbols_leave_scope(resolver->table);
}

const char *import_default_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static void resolve_import(Resolver *resolver, Node *node)
{
    const char *name = node->as.import.alias != NULL ? node->as.import.alias
                                                     : import_default_name(node->as.import.path);
    node->as.import.symbol = declare(resolver, node->line, name);
}

static void resolve(Resolver *resolver, Node *node)
{
    switch (node->kind) {
    case NODE_NIL:
    case NODE_BOOL:
    case NODE_NUMBER:
    case NODE_STRING:
        break;
    case NODE_NAME:
        node->as.name.symbol = symbols_find(resolver->table, node->as.name.text);
        break;
    case NODE_ARRAY:
        resolve_list(resolver, &node->as.list);
        break;
    case NODE_BLOCK:
        symbols_enter_scope(resolver->table);
        resolve_list(resolver, &node->as.list);
        symbols_leave_scope(resolver->table);
        break;
    case NODE_TABLE:
        for (size_t i = 0; i < node->as.table.count; i++)
            resolve(resolver, node->as.table.pairs[i].value);
        break;
    case NODE_INDEX:
        resolve(resolver, node->as.index.target);
        resolve(resolver, node->as.index.key);
        break;
    case NODE_FIELD:
        resolve(resolver, node->as.field.target);
        break;
    case NODE_CALL:
        resolve(resolver, node->as.call.callee);
        resolve_list(resolver, &node->as.call.arguments);
        if (node->as.call.arguments.count > MAX_PARAMETERS)
            diagnostics_add(resolver->diagnostics, node->line, "more than %d arguments",
                            MAX_PARAMETERS);
        break;
    case NODE_UNARY:
        resolve(resolver, node->as.operation.left);
        break;
    case NODE_BINARY:
        resolve(resolver, node->as.operation.left);
        resolve(resolver, node->as.operation.right);
        break;
    case NODE_FUNCTION:
        resolve_function(resolver, node);
        break;
    case NODE_LET: /* the value can't see the name yet */
        resolve(resolver, node->as.let.value);
        node->as.let.symbol = declare(resolver, node->line, node->as.let.name);
        break;
    case NODE_DEFINE: /* the function can */
        node->as.let.symbol = declare(resolver, node->line, node->as.let.name);
        resolve(resolver, node->as.let.value);
        break;
    case NODE_ASSIGN:
        resolve(resolver, node->as.assign.target);
        resolve(resolver, node->as.assign.value);
        break;
    case NODE_RETURN:
        if (resolver->functions == 0)
            diagnostics_add(resolver->diagnostics, node->line, "'return' outside a function");
        if (node->as.child != NULL)
            resolve(resolver, node->as.child);
        break;
    case NODE_EXPRESSION:
    case NODE_THROW:
        resolve(resolver, node->as.child);
        break;
    case NODE_IF:
        resolve(resolver, node->as.branch.condition);
        resolve(resolver, node->as.branch.then);
        if (node->as.branch.otherwise != NULL)
            resolve(resolver, node->as.branch.otherwise);
        break;
    case NODE_WHILE:
        resolve(resolver, node->as.branch.condition);
        resolver->loops++;
        resolve(resolver, node->as.branch.then);
        resolver->loops--;
        break;
    case NODE_FOR:
        resolve_for(resolver, node);
        break;
    case NODE_BREAK:
    case NODE_CONTINUE:
        if (resolver->loops == 0)
            diagnostics_add(resolver->diagnostics, node->line, "'%s' outside a loop",
                            node->kind == NODE_BREAK ? "break" : "continue");
        break;
    case NODE_TRY:
        resolve_try(resolver, node);
        break;
    case NODE_IMPORT:
        resolve_import(resolver, node);
        break;
    }
}

FunctionScope *resolve_program(Node *program, SymbolTable *table, Diagnostics *diagnostics)
{
    Resolver resolver = {.table = table, .diagnostics = diagnostics};
    FunctionScope *scope = symbols_enter_function(table);
    resolve_body(&resolver, program);
    return scope;
}
