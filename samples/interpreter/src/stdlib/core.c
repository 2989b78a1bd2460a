#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "stdlib/library.h"
#include "strings/text.h"
#include "vm/native.h"

static bool native_print(NativeCall *call)
{
    StrBuf line = STRBUF_EMPTY;
    for (int i = 0; i < call->count; i++) {
        if (i > 0)
            strbuf_char(&line, ' ');
        value_print(native_argument(call, i), &line);
    }
    strbuf_char(&line, '\n');
    fwrite(line.data, 1, line.length, vm_output(call->vm));
    strbuf_free(&line);
    return true;
}

static bool native_str(NativeCall *call)
{
    StrBuf text = STRBUF_EMPTY;
    value_print(native_argument(call, 0), &text);
    return native_return_buffer(call, &text);
}

/* nil if the text isn't a number */
static bool native_num(NativeCall *call)
{
    const Interned *text;
    if (!native_text(call, 0, &text))
        return false;
    char *digits = text_trimmed(text->chars);
    char *end = digits;
    double number = strtod(digits, &end);
    if (end != digits && *end == '\0')
        native_return(call, value_number(number));
    free(digits);
    return true;
}

static bool native_type(NativeCall *call)
{
    const char *name = value_type_name(native_argument(call, 0));
    Interned *text = pool_intern_text(vm_heap(call->vm)->pool, name);
    return native_return(call, value_object(string_new(vm_heap(call->vm), text)));
}

static bool native_len(NativeCall *call)
{
    Value value = native_argument(call, 0);
    size_t length;
    if (value_is(value, OBJECT_STRING))
        length = value_text(value)->length;
    else if (value_is(value, OBJECT_ARRAY))
        length = value_array(value)->count;
    else if (value_is(value, OBJECT_TABLE))
        length = value_table(value)->live;
    else
        return vm_fail(call->vm, "%s has no length", value_type_name(value));
    return native_return(call, value_number((double)length));
}

static bool native_assert(NativeCall *call)
{
    if (value_is_true(native_argument(call, 0)))
        return true;
    if (call->count > 1)
        return vm_throw(call->vm, native_argument(call, 1));
    return vm_fail(call->vm, "assertion failed");
}

static bool native_floor(NativeCall *call)
{
    double number;
    return native_number(call, 0, &number) && native_return(call, value_number(floor(number)));
}

static bool native_sqrt(NativeCall *call)
{
    double number;
    return native_number(call, 0, &number) && native_return(call, value_number(sqrt(number)));
}

/* Collects garbage; how many objects are left. */
static bool native_gc(NativeCall *call)
{
    heap_collect(vm_heap(call->vm));
    return native_return(call, value_number((double)vm_heap(call->vm)->count));
}

static bool native_keys(NativeCall *call)
{
    TableObject *table;
    if (!native_table(call, 0, &table))
        return false;
    Heap *heap = vm_heap(call->vm);
    ArrayObject *keys = array_new(heap, table->live);
    heap_pin(heap, keys);
    size_t position = 0;
    for (const TableEntry *entry; (entry = table_next(table, &position)) != NULL;)
        array_push(keys, value_object(string_new(heap, pool_retain(entry->key))));
    heap_unpin(heap);
    return native_return(call, value_object(keys));
}

static bool native_has(NativeCall *call)
{
    TableObject *table;
    const Interned *key;
    Value value;
    return native_table(call, 0, &table) && native_text(call, 1, &key)
           && native_return(call, value_bool(table_get(table, key, &value)));
}

/* Whether there was something to remove. */
static bool native_remove(NativeCall *call)
{
    TableObject *table;
    const Interned *key;
    return native_table(call, 0, &table) && native_text(call, 1, &key)
           && native_return(call, value_bool(table_remove(vm_heap(call->vm), table, key)));
}

const NativeEntry core_functions[] = {
    {"print", native_print, 0, INT_MAX}, {"str", native_str, 1, 1},
    {"num", native_num, 1, 1},           {"type", native_type, 1, 1},
    {"len", native_len, 1, 1},           {"assert", native_assert, 1, 2},
    {"floor", native_floor, 1, 1},       {"sqrt", native_sqrt, 1, 1},
    {"gc", native_gc, 0, 0},             {"keys", native_keys, 1, 1},
    {"has", native_has, 2, 2},           {"remove", native_remove, 2, 2},
    {NULL, NULL, 0, 0},
};

void stdlib_install(Vm *vm)
{
    const NativeEntry *const libraries[] = {
        core_functions, string_functions, array_functions, file_functions,
    };
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        for (const NativeEntry *entry = libraries[i]; entry->name != NULL; entry++)
            vm_define(vm, entry->name, entry->function, entry->least, entry->most);
    }
}
