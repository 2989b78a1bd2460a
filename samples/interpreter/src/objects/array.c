#include <stdint.h>
#include <stdlib.h>

#include "objects/objects.h"
#include "support/alloc.h"

static void trace_array(Heap *heap, Object *object)
{
    const ArrayObject *array = (const ArrayObject *)object;
    for (size_t i = 0; i < array->count; i++)
        heap_mark_value(heap, array->items[i]);
}

static void free_array(Heap *heap, Object *object)
{
    (void)heap;
    ArrayObject *array = (ArrayObject *)object;
    free(array->items);
    free(array);
}

static const ObjectOps array_ops = {OBJECT_ARRAY, "array", trace_array, free_array};

ArrayObject *array_new(Heap *heap, size_t capacity)
{
    heap_prepare(heap);
    ArrayObject *array = malloc(sizeof *array);
    if (array == NULL)
        out_of_memory(sizeof *array);
    array->count = 0;
    array->capacity = capacity;
    array->items = NULL;
    if (capacity > 0) {
        array->items = calloc(capacity, sizeof *array->items);
        if (array->items == NULL)
            out_of_memory(capacity * sizeof *array->items);
    }
    heap_link(heap, &array->header, &array_ops);
    return array;
}

void array_push(ArrayObject *array, Value value)
{
    if (array->count == array->capacity) {
        size_t capacity = array->capacity < 4 ? 4 : array->capacity * 2;
        if (capacity > SIZE_MAX / sizeof(Value))
            out_of_memory(SIZE_MAX);
        Value *items = (Value *)realloc(array->items, capacity * sizeof(Value));
        if (items == NULL)
            out_of_memory(capacity * sizeof(Value));
        array->items = items;
        array->capacity = capacity;
    }
    array->items[array->count++] = value;
}
