/* The kinds of heap objects. Each begins with an Object, so that a pointer to
 * one is a pointer to the other. */
#ifndef MARL_OBJECTS_OBJECTS_H
#define MARL_OBJECTS_OBJECTS_H

#include <stddef.h>
#include <stdint.h>

#include "bytecode/prototype.h"
#include "objects/heap.h"
#include "objects/value.h"
#include "strings/pool.h"

typedef struct StringObject {
    Object header;
    Interned *text;
} StringObject;

typedef struct ArrayObject {
    Object header;
    Value *items;
    size_t count;
    size_t capacity;
} ArrayObject;

typedef struct TableEntry {
    Interned *key; /* NULL once removed */
    Value value;
} TableEntry;

/* Remembers the order of insertion: index holds positions in entries. */
typedef struct TableObject {
    Object header;
    TableEntry *entries;
    size_t used; /* removed ones included */
    size_t capacity;
    size_t live;
    int32_t *index; /* twice as long as entries */
} TableObject;

/* A variable that a closure keeps alive. */
typedef struct CellObject {
    Object header;
    Value value;
} CellObject;

/* A prototype that has been loaded into a module. */
typedef struct FunctionObject {
    Object header;
    const Prototype *prototype;
    TableObject *globals;
    size_t constant_count;
    Value constants[];
} FunctionObject;

typedef struct ClosureObject {
    Object header;
    FunctionObject *function;
    size_t cell_count;
    CellObject *cells[];
} ClosureObject;

struct NativeCall;

/* False if it has raised an error. */
typedef bool (*NativeFunction)(struct NativeCall *call);

typedef struct NativeObject {
    Object header;
    const char *name;
    NativeFunction function;
    int least; /* arguments */
    int most;
} NativeObject;

/* Constructors may collect garbage first, but never return NULL. */

/* Takes over one use of the text. */
StringObject *string_new(Heap *heap, Interned *text);
StringObject *string_from(Heap *heap, const char *chars, size_t length);
StringObject *string_from_buffer(Heap *heap, StrBuf *buffer); /* and frees it */

ArrayObject *array_new(Heap *heap, size_t capacity);
void array_push(ArrayObject *array, Value value);

TableObject *table_new(Heap *heap);
bool table_get(const TableObject *table, const Interned *key, Value *value);
void table_set(TableObject *table, Interned *key, Value value);
bool table_remove(Heap *heap, TableObject *table, const Interned *key);

/* The entry at or after *position, which then moves behind it; NULL at the end. */
const TableEntry *table_next(const TableObject *table, size_t *position);

CellObject *cell_new(Heap *heap, Value value);

/* Loads inner functions as well. The prototype must outlive the object. */
FunctionObject *function_new(Heap *heap, const Prototype *prototype, TableObject *globals);
ClosureObject *closure_new(Heap *heap, FunctionObject *function);
NativeObject *native_new(Heap *heap, const char *name, NativeFunction function, int least, int most);

/* Whether a value is an object of a kind, and the object. */
static inline bool value_is(Value value, ObjectKind kind)
{
    return value.kind == VALUE_OBJECT && value.as.object->ops->kind == kind;
}

static inline const Interned *value_text(Value value)
{
    return ((const StringObject *)value.as.object)->text;
}

static inline ArrayObject *value_array(Value value)
{
    return (ArrayObject *)value.as.object;
}

static inline TableObject *value_table(Value value)
{
    return (TableObject *)value.as.object;
}

#endif
