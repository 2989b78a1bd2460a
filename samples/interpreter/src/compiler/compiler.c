#include "compiler/compiler.h"

#include <stdlib.h>

#include "ast/ast.h"
#include "parser/parser.h"
#include "support/alloc.h"
#include "symbols/resolver.h"

/* A loop that is being compiled, and the jumps that wait for its end. */
typedef struct Loop {
    struct Loop *outer;
    size_t *breaks;
    size_t break_count;
    size_t break_capacity;
    size_t start; /* where continue goes */
    int tries;    /* that were open when it began */
} Loop;

/* A function that is being compiled. */
typedef struct Unit {
    struct Unit *outer;
    Prototype *prototype;
    const FunctionScope *scope;
    Loop *loop;
    int tries; /* that are open */
} Unit;

typedef struct Compiler {
    Unit *unit;
    const CompileOptions *options;
    StringPool *pool;
    bool too_large; /* an operand did not fit */
} Compiler;

static void compile(Compiler *compiler, const Node *node);

/* --- emitting ------------------------------------------------------------ */

static uint32_t checked_operand(Compiler *compiler, size_t operand)
{
    if (operand > MAX_OPERAND)
        compiler->too_large = true;
    return (uint32_t)operand;
}

static size_t emit(Compiler *compiler, int line, Opcode opcode, size_t operand)
{
    return prototype_emit(compiler->unit->prototype, line, opcode,
                          checked_operand(compiler, operand));
}

static size_t here(const Compiler *compiler)
{
    return compiler->unit->prototype->count;
}

static void land(Compiler *compiler, size_t jump)
{
    prototype_patch(compiler->unit->prototype, jump, checked_operand(compiler, here(compiler)));
}

static size_t text_constant(Compiler *compiler, const char *text)
{
    return prototype_add_text(compiler->unit->prototype, compiler->pool, text);
}

static void emit_number(Compiler *compiler, int line, double number)
{
    Constant constant = {.kind = CONSTANT_NUMBER, .as.number = number};
    emit(compiler, line, OP_CONSTANT,
         prototype_add_constant(compiler->unit->prototype, constant));
}

/* --- variables ----------------------------------------------------------- */

static void emit_get(Compiler *compiler, int line, const Symbol *symbol, const char *name)
{
    const FunctionScope *scope = compiler->unit->scope;
    if (symbol == NULL)
        emit(compiler, line, OP_GLOBAL_GET, text_constant(compiler, name));
    else if (symbol->function != scope)
        emit(compiler, line, OP_CAPTURE_GET, symbols_capture_index(scope, symbol));
    else
        emit(compiler, line, symbol->captured ? OP_CELL_GET : OP_LOCAL_GET, (size_t)symbol->slot);
}

static void emit_set(Compiler *compiler, int line, const Symbol *symbol, const char *name)
{
    const FunctionScope *scope = compiler->unit->scope;
    if (symbol == NULL)
        emit(compiler, line, OP_GLOBAL_SET, text_constant(compiler, name));
    else if (symbol->function != scope)
        emit(compiler, line, OP_CAPTURE_SET, symbols_capture_index(scope, symbol));
    else
        emit(compiler, line, symbol->captured ? OP_CELL_SET : OP_LOCAL_SET, (size_t)symbol->slot);
}

/* The first value of a variable, from the top of the stack. */
static void emit_declare(Compiler *compiler, int line, const Symbol *symbol, const char *name)
{
    if (symbol == NULL) {
        emit(compiler, line, OP_GLOBAL_DEFINE, text_constant(compiler, name));
        return;
    }
    emit(compiler, line, OP_LOCAL_SET, (size_t)symbol->slot);
    if (symbol->captured)
        emit(compiler, line, OP_CELL_NEW, (size_t)symbol->slot);
}

/* --- functions ----------------------------------------------------------- */

static void begin_unit(Compiler *compiler, Unit *unit, const char *name,
                       const FunctionScope *scope)
{
    unit->outer = compiler->unit;
    unit->prototype = prototype_create(name, compiler->options->origin);
    unit->prototype->slot_count = scope->slot_count;
    unit->scope = scope;
    unit->loop = NULL;
    unit->tries = 0;
    compiler->unit = unit;
}

static Prototype *end_unit(Compiler *compiler, int line)
{
    Unit *unit = compiler->unit;
    emit(compiler, line, OP_NIL, 0);
    emit(compiler, line, OP_RETURN, 0);
    compiler->unit = unit->outer;
    return unit->prototype;
}

/* Says for each captured variable where the enclosing function has it. */
static void describe_captures(Prototype *prototype, const FunctionScope *scope,
                              const FunctionScope *enclosing)
{
    size_t count = scope->capture_count;
    CaptureSource *captures = xmalloc(count * sizeof(CaptureSource));
    for (size_t i = 0; i < count; i++) {
        const Symbol *symbol = scope->captures[i];
        captures[i].is_local = symbol->function == enclosing;
        captures[i].index = captures[i].is_local
                                ? (uint32_t)symbol->slot
                                : (uint32_t)symbols_capture_index(enclosing, symbol);
    }
    prototype->captures = captures;
    prototype->capture_count = count;
}

static void compile_function(Compiler *compiler, const Node *node)
{
    const FunctionNode *function = node->as.function;
    Unit unit;
    begin_unit(compiler, &unit, function->name, function->scope);
    unit.prototype->parameter_count = (int)function->parameter_count;
    for (size_t i = 0; i < function->parameter_count; i++) {
        const Symbol *symbol = function->symbols[i];
        if (symbol != NULL && symbol->captured)
            emit(compiler, node->line, OP_CELL_NEW, (size_t)symbol->slot);
    }
    compile(compiler, function->body);
    Prototype *inner = end_unit(compiler, node->line);
    if (function->scope->capture_count > 0)
        describe_captures(inner, function->scope, compiler->unit->scope);

    Constant constant = {.kind = CONSTANT_FUNCTION, .as.function = inner};
    emit(compiler, node->line, OP_CLOSURE,
         prototype_add_constant(compiler->unit->prototype, constant));
}

static void compile_define(Compiler *compiler, const Node *node)
{
    const Symbol *symbol = node->as.let.symbol;
    if (symbol != NULL && symbol->captured) {
        /* The function may capture itself, so the cell has to be there first. */
        emit(compiler, node->line, OP_NIL, 0);
        emit_declare(compiler, node->line, symbol, node->as.let.name);
        compile(compiler, node->as.let.value);
        emit(compiler, node->line, OP_CELL_SET, (size_t)symbol->slot);
    } else {
        compile(compiler, node->as.let.value);
        emit_declare(compiler, node->line, symbol, node->as.let.name);
    }
}

/* --- control flow -------------------------------------------------------- */

static void begin_loop(Compiler *compiler, Loop *loop)
{
    *loop = (Loop){.outer = compiler->unit->loop,
                   .start = here(compiler),
                   .tries = compiler->unit->tries};
    compiler->unit->loop = loop;
}

static void end_loop(Compiler *compiler, int line)
{
    Loop *loop = compiler->unit->loop;
    emit(compiler, line, OP_JUMP, loop->start);
    for (size_t i = 0; i < loop->break_count; i++)
        land(compiler, loop->breaks[i]);
    free(loop->breaks);
    compiler->unit->loop = loop->outer;
}

static void add_break(Compiler *compiler, int line)
{
    Loop *loop = compiler->unit->loop;
    if (loop->break_count == loop->break_capacity) {
        loop->break_capacity = loop->break_capacity == 0 ? 4 : loop->break_capacity * 2;
        loop->breaks = xrealloc(loop->breaks, loop->break_capacity * sizeof *loop->breaks);
    }
    loop->breaks[loop->break_count++] = emit(compiler, line, OP_JUMP, 0);
}

/* break and continue leave the tries that were entered inside the loop */
static void emit_try_ends(Compiler *compiler, int line)
{
    for (int i = compiler->unit->loop->tries; i < compiler->unit->tries; i++)
        emit(compiler, line, OP_TRY_END, 0);
}

static void compile_if(Compiler *compiler, const Node *node)
{
    compile(compiler, node->as.branch.condition);
    size_t skip_then = emit(compiler, node->line, OP_JUMP_IF_FALSE, 0);
    compile(compiler, node->as.branch.then);
    if (node->as.branch.otherwise == NULL) {
        land(compiler, skip_then);
        return;
    }
    size_t skip_otherwise = emit(compiler, node->line, OP_JUMP, 0);
    land(compiler, skip_then);
    compile(compiler, node->as.branch.otherwise);
    land(compiler, skip_otherwise);
}

static void compile_while(Compiler *compiler, const Node *node)
{
    Loop loop;
    begin_loop(compiler, &loop);
    compile(compiler, node->as.branch.condition);
    size_t leave = emit(compiler, node->line, OP_JUMP_IF_FALSE, 0);
    compile(compiler, node->as.branch.then);
    end_loop(compiler, node->line);
    land(compiler, leave);
}

static void compile_for(Compiler *compiler, const Node *node)
{
    const ForNode *source = node->as.loop;
    size_t slot = (size_t)source->slot;
    compile(compiler, source->start);
    emit(compiler, node->line, OP_LOCAL_SET, slot);
    if (source->limit != NULL)
        compile(compiler, source->limit);
    else
        emit_number(compiler, node->line, 0); /* the position in the collection */
    emit(compiler, node->line, OP_LOCAL_SET, slot + 1);

    Loop loop;
    begin_loop(compiler, &loop);
    emit(compiler, node->line, source->limit != NULL ? OP_RANGE_NEXT : OP_EACH_NEXT, slot);
    size_t leave = emit(compiler, node->line, OP_JUMP, 0);
    emit_declare(compiler, node->line, source->symbol, source->name);
    compile(compiler, source->body);
    end_loop(compiler, node->line);
    land(compiler, leave);
}

static void compile_try(Compiler *compiler, const Node *node)
{
    const TryNode *attempt = node->as.attempt;
    size_t begin = emit(compiler, node->line, OP_TRY, 0);
    compiler->unit->tries++;
    compile(compiler, attempt->body);
    compiler->unit->tries--;
    emit(compiler, node->line, OP_TRY_END, 0);
    size_t leave = emit(compiler, node->line, OP_JUMP, 0);
    land(compiler, begin);
    emit_declare(compiler, node->line, attempt->symbol, attempt->name);
    compile(compiler, attempt->handler);
    land(compiler, leave);
}

/* --- the rest ------------------------------------------------------------ */

static void compile_list(Compiler *compiler, const NodeList *list)
{
    for (size_t i = 0; i < list->count; i++)
        compile(compiler, list->items[i]);
}

static void compile_operation(Compiler *compiler, const Node *node)
{
    static const Opcode opcodes[] = {
        [OPERATOR_ADD] = OP_ADD,           [OPERATOR_SUBTRACT] = OP_SUBTRACT,
        [OPERATOR_MULTIPLY] = OP_MULTIPLY, [OPERATOR_DIVIDE] = OP_DIVIDE,
        [OPERATOR_REMAINDER] = OP_REMAINDER, [OPERATOR_EQUAL] = OP_EQUAL,
        [OPERATOR_UNEQUAL] = OP_UNEQUAL,   [OPERATOR_LESS] = OP_LESS,
        [OPERATOR_AT_MOST] = OP_AT_MOST,   [OPERATOR_GREATER] = OP_GREATER,
        [OPERATOR_AT_LEAST] = OP_AT_LEAST, [OPERATOR_AND] = OP_AND,
        [OPERATOR_OR] = OP_OR,             [OPERATOR_NOT] = OP_NOT,
        [OPERATOR_NEGATE] = OP_NEGATE,
    };
    Operator op = node->as.operation.op;
    compile(compiler, node->as.operation.left);
    if (op == OPERATOR_AND || op == OPERATOR_OR) {
        size_t decided = emit(compiler, node->line, opcodes[op], 0);
        compile(compiler, node->as.operation.right);
        land(compiler, decided);
        return;
    }
    if (node->as.operation.right != NULL)
        compile(compiler, node->as.operation.right);
    emit(compiler, node->line, opcodes[op], 0);
}

static void compile_table(Compiler *compiler, const Node *node)
{
    size_t count = node->as.table.count;
    for (size_t i = 0; i < count; i++) {
        const TablePair *pair = &node->as.table.pairs[i];
        emit(compiler, node->line, OP_CONSTANT, text_constant(compiler, pair->key));
        compile(compiler, pair->value);
    }
    emit(compiler, node->line, OP_TABLE, count);
}

static void compile_assign(Compiler *compiler, const Node *node)
{
    const Node *target = node->as.assign.target;
    switch (target->kind) {
    case NODE_INDEX:
        compile(compiler, target->as.index.target);
        compile(compiler, target->as.index.key);
        compile(compiler, node->as.assign.value);
        emit(compiler, node->line, OP_INDEX_SET, 0);
        break;
    case NODE_FIELD:
        compile(compiler, target->as.field.target);
        compile(compiler, node->as.assign.value);
        emit(compiler, node->line, OP_FIELD_SET, text_constant(compiler, target->as.field.name));
        break;
    default: /* the parser lets nothing else through */
        compile(compiler, node->as.assign.value);
        emit_set(compiler, node->line, target->as.name.symbol, target->as.name.text);
        break;
    }
}

static void compile_import(Compiler *compiler, const Node *node)
{
    const char *name = node->as.import.alias ? node->as.import.alias
                                             : import_default_name(node->as.import.path);
    emit(compiler, node->line, OP_IMPORT, text_constant(compiler, node->as.import.path));
    emit_declare(compiler, node->line, node->as.import.symbol, name);
}

static void compile(Compiler *compiler, const Node *node)
{
    int line = node->line;
    switch (node->kind) {
    case NODE_NIL:
        emit(compiler, line, OP_NIL, 0);
        break;
    case NODE_BOOL:
        emit(compiler, line, OP_BOOL, node->as.boolean);
        break;
    case NODE_NUMBER:
        emit_number(compiler, line, node->as.number);
        break;
    case NODE_STRING:
        emit(compiler, line, OP_CONSTANT, text_constant(compiler, node->as.text));
        break;
    case NODE_NAME:
        emit_get(compiler, line, node->as.name.symbol, node->as.name.text);
        break;
    case NODE_ARRAY:
        compile_list(compiler, &node->as.list);
        emit(compiler, line, OP_ARRAY, node->as.list.count);
        break;
    case NODE_TABLE:
        compile_table(compiler, node);
        break;
    case NODE_INDEX:
        compile(compiler, node->as.index.target);
        compile(compiler, node->as.index.key);
        emit(compiler, line, OP_INDEX_GET, 0);
        break;
    case NODE_FIELD:
        compile(compiler, node->as.field.target);
        emit(compiler, line, OP_FIELD_GET, text_constant(compiler, node->as.field.name));
        break;
    case NODE_CALL:
        compile(compiler, node->as.call.callee);
        compile_list(compiler, &node->as.call.arguments);
        emit(compiler, line, OP_CALL, node->as.call.arguments.count);
        break;
    case NODE_UNARY:
    case NODE_BINARY:
        compile_operation(compiler, node);
        break;
    case NODE_FUNCTION:
        compile_function(compiler, node);
        break;
    case NODE_LET:
        compile(compiler, node->as.let.value);
        emit_declare(compiler, line, node->as.let.symbol, node->as.let.name);
        break;
    case NODE_DEFINE:
        compile_define(compiler, node);
        break;
    case NODE_ASSIGN:
        compile_assign(compiler, node);
        break;
    case NODE_EXPRESSION:
        compile(compiler, node->as.child);
        emit(compiler, line,
             compiler->options->echo && compiler->unit->outer == NULL ? OP_ECHO : OP_POP, 0);
        break;
    case NODE_BLOCK:
        compile_list(compiler, &node->as.list);
        break;
    case NODE_IF:
        compile_if(compiler, node);
        break;
    case NODE_WHILE:
        compile_while(compiler, node);
        break;
    case NODE_FOR:
        compile_for(compiler, node);
        break;
    case NODE_RETURN:
        if (node->as.child != NULL)
            compile(compiler, node->as.child);
        else
            emit(compiler, line, OP_NIL, 0);
        emit(compiler, line, OP_RETURN, 0);
        break;
    case NODE_BREAK:
        emit_try_ends(compiler, line);
        add_break(compiler, line);
        break;
    case NODE_CONTINUE:
        emit_try_ends(compiler, line);
        emit(compiler, line, OP_JUMP, compiler->unit->loop->start);
        break;
    case NODE_TRY:
        compile_try(compiler, node);
        break;
    case NODE_THROW:
        compile(compiler, node->as.child);
        emit(compiler, line, OP_THROW, 0);
        break;
    case NODE_IMPORT:
        compile_import(compiler, node);
        break;
    }
}

Prototype *compile_source(const char *source, size_t length, const CompileOptions *options,
                          StringPool *pool, Diagnostics *diagnostics)
{
    Node *program = parse_source(source, length, diagnostics);
    if (program == NULL)
        return NULL;
    ast_fold(&program);

    Prototype *prototype = NULL;
    SymbolTable *table = symbols_create();
    size_t problems = diagnostics->count;
    const FunctionScope *scope = resolve_program(program, table, diagnostics);
    if (diagnostics->count > problems)
        goto cleanup;

    Compiler compiler = {.options = options, .pool = pool};
    Unit unit;
    begin_unit(&compiler, &unit, NULL, scope);
    compile(&compiler, program);
    prototype = end_unit(&compiler, program->line);
    if (compiler.too_large) {
        diagnostics_add(diagnostics, 1, "the program is too large");
        prototype_destroy(prototype, pool);
        prototype = NULL;
    }

cleanup:
    symbols_destroy(table);
    ast_free(program);
    return prototype;
}
