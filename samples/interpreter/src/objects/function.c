#include <stdlib.h>

#include "objects/objects.h"
#include "support/alloc.h"

/* None of these owns more than its own block. */
static void free_plain(Heap *heap, Object *object)
{
    (void)heap;
    free(object);
}

/* --- cells --------------------------------------------------------------- */

static void trace_cell(Heap *heap, Object *object)
{
    heap_mark_value(heap, ((const CellObject *)object)->value);
}

static const ObjectOps cell_ops = {OBJECT_CELL, "cell", trace_cell, free_plain};

CellObject *cell_new(Heap *heap, Value value)
{
    heap_prepare(heap);
    CellObject *cell = (CellObject *)malloc(sizeof(CellObject));
    if (cell == NULL)
        out_of_memory(sizeof(CellObject));
    cell->value = value;
    heap_link(heap, &cell->header, &cell_ops);
    return cell;
}

/* --- functions ----------------------------------------------------------- */

static void trace_function(Heap *heap, Object *object)
{
    const FunctionObject *function = (const FunctionObject *)object;
    heap_mark(heap, &function->globals->header);
    for (size_t i = 0; i < function->constant_count; i++)
        heap_mark_value(heap, function->constants[i]);
}

static const ObjectOps function_ops = {OBJECT_FUNCTION, "function", trace_function, free_plain};

static Value load_constant(Heap *heap, const Constant *constant, TableObject *globals)
{
    switch (constant->kind) {
    case CONSTANT_NUMBER:
        return value_number(constant->as.number);
    case CONSTANT_TEXT:
        return value_object(string_new(heap, pool_retain(constant->as.text)));
    case CONSTANT_FUNCTION:
        return value_object(function_new(heap, constant->as.function, globals));
    }
    return value_nil();
}

FunctionObject *function_new(Heap *heap, const Prototype *prototype, TableObject *globals)
{
    heap_prepare(heap);
    size_t count = prototype->constant_count;
    FunctionObject *function =
        (FunctionObject *)malloc(sizeof(FunctionObject) + count * sizeof(Value));
    if (function == NULL)
        out_of_memory(sizeof(FunctionObject) + count * sizeof(Value));
    function->prototype = prototype;
    function->globals = globals;
    function->constant_count = 0;
    heap_link(heap, &function->header, &function_ops);

    heap_pin(heap, function);
    for (size_t i = 0; i < count; i++) {
        function->constants[i] = load_constant(heap, &prototype->constants[i], globals);
        function->constant_count++; /* what the collector may look at */
    }
    heap_unpin(heap);
    return function;
}

/* --- closures ------------------------------------------------------------ */

static void trace_closure(Heap *heap, Object *object)
{
    const ClosureObject *closure = (const ClosureObject *)object;
    heap_mark(heap, &closure->function->header);
    for (size_t i = 0; i < closure->cell_count; i++) {
        if (closure->cells[i] != NULL)
            heap_mark(heap, &closure->cells[i]->header);
    }
}

static const ObjectOps closure_ops = {OBJECT_CLOSURE, "function", trace_closure, free_plain};

ClosureObject *closure_new(Heap *heap, FunctionObject *function)
{
    heap_prepare(heap);
    size_t count = function->prototype->capture_count;
    ClosureObject *closure = calloc(1, sizeof(ClosureObject) + count * sizeof(CellObject *));
    if (closure == NULL)
        out_of_memory(sizeof(ClosureObject) + count * sizeof(CellObject *));
    closure->function = function;
    closure->cell_count = count;
    heap_link(heap, &closure->header, &closure_ops);
    return closure;
}

/* --- natives ------------------------------------------------------------- */

static const ObjectOps native_ops = {OBJECT_NATIVE, "function", NULL, free_plain};

NativeObject *native_new(Heap *heap, const char *name, NativeFunction function, int least, int most)
{
    heap_prepare(heap);
    NativeObject *native = malloc(sizeof *native);
    if (native == NULL)
        out_of_memory(sizeof *native);
    native->name = name;
    native->function = function;
    native->least = least;
    native->most = most;
    heap_link(heap, &native->header, &native_ops);
    return native;
}
