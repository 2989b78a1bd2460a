#include "vm/vm.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "support/alloc.h"
#include "vm/native.h"

#define FIRST_STACK 256
#define MAX_FRAMES 20000
#define MAX_NATIVE_DEPTH 100 /* natives that call back use the C stack */
#define MAX_TRACE 8

typedef struct Frame {
    const ClosureObject *closure;
    size_t next; /* instruction */
    size_t base; /* of its slots on the stack */
} Frame;

typedef struct Handler {
    size_t frame_count;
    size_t top;
    size_t target;
} Handler;

struct Vm {
    VmConfig config;
    Heap heap;
    Value *stack;
    size_t top;
    size_t stack_capacity;
    Frame *frames;
    size_t frame_count;
    size_t frame_capacity;
    Handler *handlers;
    size_t handler_count;
    size_t handler_capacity;
    int native_depth;
    TableObject *builtins;
    ArrayObject *globals; /* of all modules */
    Value error;
    char *trace; /* where the error was raised */
    Importer importer;
    void *importer_context;
};

VmConfig vm_default_config(void)
{
    VmConfig config = {
        .alloc = malloc,
        .release = free,
        .stack_limit = 200000,
        .output = stdout,
        .gc_stress = false,
    };
    return config;
}

static void mark_roots(Heap *heap, void *context)
{
    const Vm *vm = context;
    for (size_t i = 0; i < vm->top; i++)
        heap_mark_value(heap, vm->stack[i]);
    heap_mark_value(heap, vm->error);
    if (vm->builtins != NULL)
        heap_mark(heap, &vm->builtins->header);
    if (vm->globals != NULL)
        heap_mark(heap, &vm->globals->header);
}

Vm *vm_create(const VmConfig *config, StringPool *pool)
{
    Vm *vm = calloc(1, sizeof *vm);
    if (vm == NULL)
        return NULL;
    vm->config = *config;
    vm->stack_capacity = FIRST_STACK;
    vm->stack = config->alloc(FIRST_STACK * sizeof(Value));
    if (vm->stack == NULL)
        goto fail;
    heap_init(&vm->heap, pool);
    vm->heap.stress = config->gc_stress;
    vm->heap.mark_roots = mark_roots;
    vm->heap.context = vm;
    vm->builtins = table_new(&vm->heap);
    vm->globals = array_new(&vm->heap, 0);
    return vm;

fail:
    free(vm);
    return NULL;
}

void vm_destroy(Vm *vm)
{
    if (vm == NULL)
        return;
    heap_finish(&vm->heap);
    vm->config.release(vm->stack);
    free(vm->frames);
    free(vm->handlers);
    free(vm->trace); /* still there if nobody asked for the last error */
    free(vm);
}

void vm_set_importer(Vm *vm, Importer importer, void *context)
{
    vm->importer = importer;
    vm->importer_context = context;
}

Heap *vm_heap(Vm *vm)
{
    return &vm->heap;
}

FILE *vm_output(const Vm *vm)
{
    return vm->config.output;
}

void vm_define(Vm *vm, const char *name, NativeFunction function, int least, int most)
{
    NativeObject *native = native_new(&vm->heap, name, function, least, most);
    Interned *key = pool_intern_text(vm->heap.pool, name);
    table_set(vm->builtins, key, value_object(native));
    pool_release(vm->heap.pool, key);
}

TableObject *vm_new_globals(Vm *vm)
{
    TableObject *globals = table_new(&vm->heap);
    array_push(vm->globals, value_object(globals));
    return globals;
}

/* --- the stack ----------------------------------------------------------- */

/* The hooks have no resize, so growing is a new block and a copy. */
static bool reserve(Vm *vm, size_t wanted)
{
    size_t free = vm->stack_capacity - vm->top;
    if (wanted <= free)
        return true;
    size_t capacity = vm->stack_capacity;
    while (capacity - vm->top < wanted)
        capacity *= 2;
    if (capacity > vm->config.stack_limit)
        capacity = vm->config.stack_limit;
    Value *stack = capacity >= vm->top + wanted ? vm->config.alloc(capacity * sizeof(Value)) : NULL;
    if (stack == NULL)
        return vm_fail(vm, "stack overflow");
    memcpy(stack, vm->stack, vm->top * sizeof(Value));
    vm->config.release(vm->stack);
    vm->stack = stack;
    vm->stack_capacity = capacity;
    return true;
}

/* There is room: every call reserves what it may need, see enter(). */
static void push(Vm *vm, Value value)
{
    vm->stack[vm->top++] = value;
}

static Value pop(Vm *vm)
{
    return vm->stack[--vm->top];
}

Value vm_slot(const Vm *vm, size_t index)
{
    return vm->stack[index];
}

/* Counted from the top, which is 0. */
static Value peek(const Vm *vm, size_t depth)
{
    return vm->stack[vm->top - 1 - depth];
}

/* --- errors -------------------------------------------------------------- */

static int line_of(const Frame *frame)
{
    const Prototype *prototype = frame->closure->function->prototype;
    return (int)prototype->lines[frame->next > 0 ? frame->next - 1 : 0];
}

static char *describe_frames(const Vm *vm)
{
    StrBuf text = STRBUF_EMPTY;
    size_t shown = 0;
    for (size_t i = vm->frame_count; i-- > 0 && shown < MAX_TRACE; shown++) {
        const Prototype *prototype = vm->frames[i].closure->function->prototype;
        strbuf_format(&text, "\n  at %s:%d", prototype->origin, line_of(&vm->frames[i]));
        if (prototype->name != NULL)
            strbuf_format(&text, " in %s", prototype->name);
    }
    return strbuf_take(&text);
}

bool vm_throw(Vm *vm, Value error)
{
    vm->error = error;
    free(vm->trace);
    vm->trace = describe_frames(vm);
    return false;
}

bool vm_fail(Vm *vm, const char *format, ...)
{
    char *message = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&message, format, arguments);
    va_end(arguments);
    if (length < 0)
        out_of_memory(0);
    StringObject *error = string_from(&vm->heap, message, (size_t)length);
    free(message);
    return vm_throw(vm, value_object(error));
}

char *vm_take_error(Vm *vm)
{
    StrBuf text = STRBUF_EMPTY;
    value_print(vm->error, &text);
    if (vm->trace != NULL)
        strbuf_text(&text, vm->trace);
    FREE_AND_NULL(vm->trace);
    vm->error = value_nil();
    return strbuf_take(&text);
}

/* Continues at the innermost handler, if the running call has one. */
static bool handle_error(Vm *vm, size_t first_frame)
{
    if (vm->handler_count == 0 || vm->handlers[vm->handler_count - 1].frame_count <= first_frame)
        return false;
    const Handler *handler = &vm->handlers[--vm->handler_count];
    vm->frame_count = handler->frame_count;
    vm->top = handler->top;
    vm->frames[vm->frame_count - 1].next = handler->target;
    Value error = vm->error;
    vm->error = value_nil();
    push(vm, error);
    return true;
}

/* --- calls --------------------------------------------------------------- */

static bool enter(Vm *vm, const ClosureObject *closure, size_t count)
{
    const Prototype *prototype = closure->function->prototype;
    if (count != (size_t)prototype->parameter_count)
        return vm_fail(vm, "%s called with %zu arguments, takes %d",
                       prototype->name != NULL ? prototype->name : "function", count,
                       prototype->parameter_count);
    if (vm->frame_count == MAX_FRAMES)
        return vm_fail(vm, "stack overflow");

    /* An expression pushes at most one value for each instruction. */
    size_t locals = (size_t)prototype->slot_count - count;
    if (!reserve(vm, locals + prototype->count + 1))
        return false;
    GROW_ARRAY(vm->frames, vm->frame_count, vm->frame_capacity);
    Frame *frame = &vm->frames[vm->frame_count++];
    frame->closure = closure;
    frame->next = 0;
    frame->base = vm->top - count;
    for (size_t i = 0; i < locals; i++)
        vm->stack[vm->top++] = value_nil();
    return true;
}

static bool call_native(Vm *vm, const NativeObject *native, size_t count)
{
    if ((int)count < native->least)
        return vm_fail(vm, "%s called with %zu arguments, takes at least %d", native->name, count,
                       native->least);
    if ((int)count > native->most)
        return vm_fail(vm, "%s called with %zu arguments, takes at most %d", native->name, count,
                       native->most);
    NativeCall call = {.vm = vm, .name = native->name, .base = vm->top - count,
                       .count = (int)count, .result = value_nil()};
    if (!native->function(&call))
        return false;
    vm->top = call.base - 1;
    push(vm, call.result);
    return true;
}

/* Starts a call: a native is done afterwards, a function has a frame. */
static bool start_call(Vm *vm, size_t count)
{
    Value callee = peek(vm, count);
    if (value_is(callee, OBJECT_CLOSURE))
        return enter(vm, (const ClosureObject *)callee.as.object, count);
    if (value_is(callee, OBJECT_NATIVE))
        return call_native(vm, (const NativeObject *)callee.as.object, count);
    return vm_fail(vm, "cannot call %s", value_type_name(callee));
}

/* --- operations ---------------------------------------------------------- */

static const char *const arithmetic_names[] = {"add", "subtract", "multiply", "divide", "divide"};

static bool arithmetic(Vm *vm, Opcode opcode)
{
    Value right = peek(vm, 0);
    Value left = peek(vm, 1);
    if (left.kind != VALUE_NUMBER || right.kind != VALUE_NUMBER) {
        if (opcode != OP_ADD || !value_is(left, OBJECT_STRING) || !value_is(right, OBJECT_STRING))
            return vm_fail(vm, "cannot %s %s and %s", arithmetic_names[opcode - OP_ADD],
                           value_type_name(left), value_type_name(right));
        StringObject *joined = string_new(
            &vm->heap, pool_concat(vm->heap.pool, value_text(left), value_text(right)));
        vm->top -= 2;
        push(vm, value_object(joined));
        return true;
    }

    double a = left.as.number;
    double b = right.as.number;
    double result = 0;
    if (b == 0 && (opcode == OP_DIVIDE || opcode == OP_REMAINDER))
        return vm_fail(vm, "division by zero");
    switch (opcode) {
    case OP_ADD:
        result = a + b;
        break;
    case OP_SUBTRACT:
        result = a - b;
        break;
    case OP_MULTIPLY:
        result = a * b;
        break;
    case OP_DIVIDE:
        result = a / b;
        break;
    default:
        result = fmod(a, b);
        break;
    }
    vm->top -= 2;
    push(vm, value_number(result));
    return true;
}

/* Like strcmp, for texts that may hold NULs. */
static int text_order(const Interned *left, const Interned *right)
{
    size_t shorter = left->length < right->length ? left->length : right->length;
    int order = memcmp(left->chars, right->chars, shorter);
    if (order != 0)
        return order;
    return (left->length > right->length) - (left->length < right->length);
}

static bool compare(Vm *vm, Opcode opcode)
{
    Value right = peek(vm, 0);
    Value left = peek(vm, 1);
    bool result;
    if (opcode == OP_EQUAL || opcode == OP_UNEQUAL) {
        result = value_equals(left, right) == (opcode == OP_EQUAL);
    } else {
        double a;
        double b = 0; /* what a string's order is compared with */
        if (left.kind == VALUE_NUMBER && right.kind == VALUE_NUMBER) {
            a = left.as.number;
            b = right.as.number;
        } else if (value_is(left, OBJECT_STRING) && value_is(right, OBJECT_STRING)) {
            a = text_order(value_text(left), value_text(right));
        } else {
            return vm_fail(vm, "cannot compare %s and %s", value_type_name(left),
                           value_type_name(right));
        }
        result = opcode == OP_LESS      ? a < b
                 : opcode == OP_AT_MOST ? a <= b
                 : opcode == OP_GREATER ? a > b
                                        : a >= b;
    }
    vm->top -= 2;
    push(vm, value_bool(result));
    return true;
}

/* A position in something that long; negative ones count from its end. */
static bool check_index(Vm *vm, Value key, size_t length, size_t *index)
{
    if (key.kind != VALUE_NUMBER)
        return vm_fail(vm, "an index must be a number, not %s", value_type_name(key));
    double position = key.as.number < 0 ? key.as.number + (double)length : key.as.number;
    if (!(position >= 0 && position < (double)length))
        return vm_fail(vm, "index %.14g is out of range (length %zu)", key.as.number, length);
    *index = (size_t)position;
    return true;
}

static bool index_get(Vm *vm)
{
    Value key = peek(vm, 0);
    Value target = peek(vm, 1);
    Value result = value_nil();
    size_t index = 0;
    if (value_is(target, OBJECT_ARRAY)) {
        if (!check_index(vm, key, value_array(target)->count, &index))
            return false;
        result = value_array(target)->items[index];
    } else if (value_is(target, OBJECT_STRING)) {
        const Interned *text = value_text(target);
        if (!check_index(vm, key, text->length, &index))
            return false;
        result = value_object(string_from(&vm->heap, text->chars + index, 1));
    } else if (value_is(target, OBJECT_TABLE)) {
        if (!value_is(key, OBJECT_STRING))
            return vm_fail(vm, "a key must be a string, not %s", value_type_name(key));
        table_get(value_table(target), value_text(key), &result);
    } else {
        return vm_fail(vm, "cannot index %s", value_type_name(target));
    }
    vm->top -= 2;
    push(vm, result);
    return true;
}

static bool index_set(Vm *vm)
{
    Value value = peek(vm, 0);
    Value key = peek(vm, 1);
    Value target = peek(vm, 2);
    if (value_is(target, OBJECT_ARRAY)) {
        size_t index = 0;
        if (!check_index(vm, key, value_array(target)->count, &index))
            return false;
        value_array(target)->items[index] = value;
    } else if (value_is(target, OBJECT_TABLE) && value_is(key, OBJECT_STRING)) {
        table_set(value_table(target), ((StringObject *)key.as.object)->text, value);
    } else {
        return vm_fail(vm, "cannot store in %s with a key of type %s", value_type_name(target),
                       value_type_name(key));
    }
    vm->top -= 3;
    return true;
}

static bool field_get(Vm *vm, const Interned *name)
{
    Value target = peek(vm, 0);
    Value result;
    if (!value_is(target, OBJECT_TABLE))
        return vm_fail(vm, "%s has no fields", value_type_name(target));
    if (!table_get(value_table(target), name, &result))
        return vm_fail(vm, "no field '%s'", name->chars);
    pop(vm);
    push(vm, result);
    return true;
}

static bool field_set(Vm *vm, Interned *name)
{
    Value target = peek(vm, 1);
    if (!value_is(target, OBJECT_TABLE))
        return vm_fail(vm, "%s has no fields", value_type_name(target));
    table_set(value_table(target), name, peek(vm, 0));
    vm->top -= 2;
    return true;
}

static void make_array(Vm *vm, size_t count)
{
    ArrayObject *array = array_new(&vm->heap, count);
    for (size_t i = 0; i < count; i++)
        array_push(array, vm->stack[vm->top - count + i]);
    vm->top -= count;
    push(vm, value_object(array));
}

static void make_table(Vm *vm, size_t pairs)
{
    TableObject *table = table_new(&vm->heap);
    const Value *pair = &vm->stack[vm->top - 2 * pairs];
    for (size_t i = 0; i < pairs; i++, pair += 2)
        table_set(table, ((StringObject *)pair[0].as.object)->text, pair[1]);
    vm->top -= 2 * pairs;
    push(vm, value_object(table));
}

static void make_closure(Vm *vm, const Frame *frame, FunctionObject *function)
{
    ClosureObject *closure = closure_new(&vm->heap, function);
    for (size_t i = 0; i < closure->cell_count; i++) {
        const CaptureSource *source = &function->prototype->captures[i];
        closure->cells[i] = source->is_local
                                ? (CellObject *)vm->stack[frame->base + source->index].as.object
                                : frame->closure->cells[source->index];
    }
    push(vm, value_object(closure));
}

/* Pushes the next item and sets *found, unless there is none. */
static bool next_item(Vm *vm, size_t slot, bool *found)
{
    Value collection = vm->stack[slot];
    size_t position = (size_t)vm->stack[slot + 1].as.number;
    Value item = value_nil();
    *found = false;
    if (value_is(collection, OBJECT_ARRAY)) {
        const ArrayObject *array = value_array(collection);
        *found = position < array->count;
        if (*found)
            item = array->items[position++];
    } else if (value_is(collection, OBJECT_TABLE)) {
        const TableEntry *entry = table_next(value_table(collection), &position);
        *found = entry != NULL;
        if (*found)
            item = value_object(string_new(&vm->heap, pool_retain(entry->key)));
    } else if (value_is(collection, OBJECT_STRING)) {
        const Interned *text = value_text(collection);
        *found = position < text->length;
        if (*found)
            item = value_object(string_from(&vm->heap, text->chars + position++, 1));
    } else {
        return vm_fail(vm, "cannot go through %s", value_type_name(collection));
    }
    vm->stack[slot + 1].as.number = (double)position;
    if (*found)
        push(vm, item);
    return true;
}

static bool next_number(Vm *vm, size_t slot, bool *found)
{
    Value current = vm->stack[slot];
    Value limit = vm->stack[slot + 1];
    if (current.kind != VALUE_NUMBER || limit.kind != VALUE_NUMBER)
        return vm_fail(vm, "a range needs two numbers");
    *found = current.as.number < limit.as.number;
    if (*found) {
        push(vm, current);
        vm->stack[slot].as.number += 1;
    }
    return true;
}

static bool get_global(Vm *vm, const TableObject *globals, const Interned *name)
{
    Value value;
    if (!table_get(globals, name, &value) && !table_get(vm->builtins, name, &value))
        return vm_fail(vm, "'%s' is not defined", name->chars);
    push(vm, value);
    return true;
}

static bool set_global(Vm *vm, TableObject *globals, Interned *name)
{
    Value old;
    if (!table_get(globals, name, &old))
        return vm_fail(vm, "'%s' is not defined", name->chars);
    table_set(globals, name, pop(vm));
    return true;
}

static bool import_module(Vm *vm, const Interned *name)
{
    TableObject *module = NULL;
    if (vm->importer == NULL)
        return vm_fail(vm, "this program cannot import modules");
    if (!vm->importer(vm, name->chars, &module, vm->importer_context))
        return false;
    push(vm, value_object(module));
    return true;
}

static void echo(Vm *vm)
{
    Value value = peek(vm, 0);
    if (value.kind != VALUE_NIL) {
        StrBuf text = STRBUF_EMPTY;
        value_print(value, &text);
        fprintf(vm->config.output, "%s\n", text.data);
        strbuf_free(&text);
    }
    pop(vm);
}

/* --- the machine --------------------------------------------------------- */

/* One instruction of the innermost frame. False if it raised an error. */
static bool step(Vm *vm, Frame *frame)
{
    FunctionObject *function = frame->closure->function;
    uint32_t instruction = function->prototype->code[frame->next++];
    size_t operand = instruction_operand(instruction);
    Opcode opcode = instruction_opcode(instruction);
    Value *slots = vm->stack + frame->base;
    Value constant = operand < function->constant_count ? function->constants[operand]
                                                        : value_nil();
    switch (opcode) {
    case OP_CONSTANT:
        push(vm, constant);
        return true;
    case OP_NIL:
        push(vm, value_nil());
        return true;
    case OP_BOOL:
        push(vm, value_bool(operand != 0));
        return true;
    case OP_POP:
        pop(vm);
        return true;
    case OP_ECHO:
        echo(vm);
        return true;
    case OP_LOCAL_GET:
        push(vm, slots[operand]);
        return true;
    case OP_LOCAL_SET:
        slots[operand] = pop(vm);
        return true;
    case OP_CELL_NEW:
        slots[operand] = value_object(cell_new(&vm->heap, slots[operand]));
        return true;
    case OP_CELL_GET:
        push(vm, ((CellObject *)slots[operand].as.object)->value);
        return true;
    case OP_CELL_SET:
        ((CellObject *)slots[operand].as.object)->value = pop(vm);
        return true;
    case OP_CAPTURE_GET:
        push(vm, frame->closure->cells[operand]->value);
        return true;
    case OP_CAPTURE_SET:
        frame->closure->cells[operand]->value = pop(vm);
        return true;
    case OP_GLOBAL_GET:
        return get_global(vm, function->globals, value_text(constant));
    case OP_GLOBAL_SET:
        return set_global(vm, function->globals, ((StringObject *)constant.as.object)->text);
    case OP_GLOBAL_DEFINE:
        table_set(function->globals, ((StringObject *)constant.as.object)->text, pop(vm));
        return true;
    case OP_ARRAY:
        make_array(vm, operand);
        return true;
    case OP_TABLE:
        make_table(vm, operand);
        return true;
    case OP_INDEX_GET:
        return index_get(vm);
    case OP_INDEX_SET:
        return index_set(vm);
    case OP_FIELD_GET:
        return field_get(vm, value_text(constant));
    case OP_FIELD_SET:
        return field_set(vm, ((StringObject *)constant.as.object)->text);
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE:
    case OP_REMAINDER:
        return arithmetic(vm, opcode);
    case OP_EQUAL:
    case OP_UNEQUAL:
    case OP_LESS:
    case OP_AT_MOST:
    case OP_GREATER:
    case OP_AT_LEAST:
        return compare(vm, opcode);
    case OP_NOT:
        push(vm, value_bool(!value_is_true(pop(vm))));
        return true;
    case OP_NEGATE:
        if (peek(vm, 0).kind != VALUE_NUMBER)
            return vm_fail(vm, "cannot negate %s", value_type_name(peek(vm, 0)));
        push(vm, value_number(-pop(vm).as.number));
        return true;
    case OP_JUMP:
        frame->next = operand;
        return true;
    case OP_JUMP_IF_FALSE:
        if (!value_is_true(pop(vm)))
            frame->next = operand;
        return true;
    case OP_AND:
    case OP_OR:
        if (value_is_true(peek(vm, 0)) == (opcode == OP_OR))
            frame->next = operand;
        else
            pop(vm);
        return true;
    case OP_CALL:
        return start_call(vm, operand);
    case OP_RETURN: {
        Value result = pop(vm);
        vm->top = frame->base - 1; /* the callee goes too */
        vm->frame_count--;
        while (vm->handler_count > 0
               && vm->handlers[vm->handler_count - 1].frame_count > vm->frame_count)
            vm->handler_count--;
        push(vm, result);
        return true;
    }
    case OP_CLOSURE:
        make_closure(vm, frame, (FunctionObject *)constant.as.object);
        return true;
    case OP_EACH_NEXT:
    case OP_RANGE_NEXT: {
        bool found = false;
        size_t slot = frame->base + operand;
        bool done = opcode == OP_EACH_NEXT ? next_item(vm, slot, &found)
                                           : next_number(vm, slot, &found);
        frame->next += found;
        return done;
    }
    case OP_TRY:
        GROW_ARRAY(vm->handlers, vm->handler_count, vm->handler_capacity);
        vm->handlers[vm->handler_count++] =
            (Handler){.frame_count = vm->frame_count, .top = vm->top, .target = operand};
        return true;
    case OP_TRY_END:
        vm->handler_count--;
        return true;
    case OP_THROW:
        return vm_throw(vm, pop(vm));
    case OP_IMPORT:
        return import_module(vm, value_text(constant));
    }
    return vm_fail(vm, "unknown instruction");
}

/* Runs until only the first frames are left. */
static bool execute(Vm *vm, size_t first_frame)
{
    while (vm->frame_count > first_frame) {
        if (step(vm, &vm->frames[vm->frame_count - 1]) || handle_error(vm, first_frame))
            continue;
        vm->frame_count = first_frame;
        return false;
    }
    return true;
}

bool vm_call(Vm *vm, Value callee, const Value *arguments, size_t count, Value *result)
{
    if (vm->native_depth >= MAX_NATIVE_DEPTH)
        return vm_fail(vm, "calls are too deeply nested");
    if (!reserve(vm, count + 1))
        return false;
    size_t first_frame = vm->frame_count;
    size_t base = vm->top;
    push(vm, callee);
    for (size_t i = 0; i < count; i++)
        push(vm, arguments[i]);

    vm->native_depth++;
    bool done = start_call(vm, count) && execute(vm, first_frame);
    vm->native_depth--;
    if (done)
        *result = pop(vm);
    vm->top = base;
    return done;
}

bool vm_run(Vm *vm, const Prototype *prototype, TableObject *globals)
{
    FunctionObject *function = function_new(&vm->heap, prototype, globals);
    heap_pin(&vm->heap, function);
    ClosureObject *closure = closure_new(&vm->heap, function);
    heap_unpin(&vm->heap);
    Value ignored;
    return vm_call(vm, value_object(closure), NULL, 0, &ignored);
}
