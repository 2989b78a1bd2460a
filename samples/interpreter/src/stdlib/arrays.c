#include <stdlib.h>
#include <string.h>

#include "stdlib/library.h"
#include "vm/native.h"

/* Most arrays that are sorted are short, and need no allocation. */
#define SHORT_SORT 16

static bool native_push(NativeCall *call)
{
    ArrayObject *array;
    if (!native_array(call, 0, &array))
        return false;
    array_push(array, native_argument(call, 1));
    return native_return(call, value_number((double)array->count));
}

static bool native_pop(NativeCall *call)
{
    ArrayObject *array;
    if (!native_array(call, 0, &array))
        return false;
    if (array->count == 0)
        return vm_fail(call->vm, "the array is empty");
    return native_return(call, array->items[--array->count]);
}

/* A position that a slice can begin or end at, from a number that may be negative. */
static size_t clamp(double position, size_t length)
{
    if (position < 0)
        position += (double)length;
    if (!(position > 0))
        return 0;
    return position < (double)length ? (size_t)position : length;
}

/* Of an array or a string. */
static bool native_slice(NativeCall *call)
{
    Value value = native_argument(call, 0);
    bool is_text = value_is(value, OBJECT_STRING);
    ArrayObject *array = NULL;
    if (!is_text && !native_array(call, 0, &array))
        return false;
    size_t length = is_text ? value_text(value)->length : array->count;
    double from;
    double to = (double)length;
    if (!native_number(call, 1, &from) || (call->count > 2 && !native_number(call, 2, &to)))
        return false;
    size_t start = clamp(from, length);
    size_t end = clamp(to, length);
    size_t count = end > start ? end - start : 0;
    Heap *heap = vm_heap(call->vm);
    if (is_text)
        return native_return(
            call, value_object(string_from(heap, value_text(value)->chars + start, count)));

    ArrayObject *slice = array_new(heap, count);
    for (size_t i = 0; i < count; i++)
        array_push(slice, array->items[start + i]);
    return native_return(call, value_object(slice));
}

typedef struct Sorter {
    NativeCall *call;
    const ArrayObject *items; /* not changed: what moves are positions in it */
    Value less;               /* a function, or nil */
} Sorter;

static bool is_before(const Sorter *sorter, size_t left, size_t right, bool *before)
{
    Value pair[2] = {sorter->items->items[left], sorter->items->items[right]};
    if (sorter->less.kind != VALUE_NIL) {
        Value result;
        if (!vm_call(sorter->call->vm, sorter->less, pair, 2, &result))
            return false;
        *before = value_is_true(result);
    } else if (pair[0].kind == VALUE_NUMBER && pair[1].kind == VALUE_NUMBER) {
        *before = pair[0].as.number < pair[1].as.number;
    } else if (value_is(pair[0], OBJECT_STRING) && value_is(pair[1], OBJECT_STRING)) {
        *before = strcmp(value_text(pair[0])->chars, value_text(pair[1])->chars) < 0;
    } else {
        return vm_fail(sorter->call->vm, "cannot sort %s and %s", value_type_name(pair[0]),
                       value_type_name(pair[1]));
    }
    return true;
}

/* Merge sort, which is stable and asks for few comparisons. */
static bool sort_positions(const Sorter *sorter, size_t *positions, size_t *scratch, size_t count)
{
    if (count < 2)
        return true;
    size_t half = count / 2;
    if (!sort_positions(sorter, positions, scratch, half)
        || !sort_positions(sorter, positions + half, scratch, count - half))
        return false;
    memcpy(scratch, positions, half * sizeof *scratch);
    size_t left = 0;
    size_t right = half;
    for (size_t out = 0; left < half; out++) {
        bool take_right = false;
        if (right < count && !is_before(sorter, positions[right], scratch[left], &take_right))
            return false;
        positions[out] = take_right ? positions[right++] : scratch[left++];
    }
    return true;
}

/* Sorts in place; the array is as it was if a comparison fails. */
static bool native_sort(NativeCall *call)
{
    ArrayObject *array;
    if (!native_array(call, 0, &array))
        return false;
    Heap *heap = vm_heap(call->vm);
    size_t count = array->count;
    size_t few[2 * SHORT_SORT];
    size_t *positions = count <= SHORT_SORT ? few : malloc(2 * count * sizeof *positions);
    if (positions == NULL)
        return vm_fail(call->vm, "out of memory");

    /* A comparison can do anything, to the array too. */
    ArrayObject *before = array_new(heap, count);
    heap_pin(heap, before);
    for (size_t i = 0; i < count; i++) {
        array_push(before, array->items[i]);
        positions[i] = i;
    }
    Sorter sorter = {.call = call, .items = before, .less = native_argument(call, 1)};
    bool done = sort_positions(&sorter, positions, positions + count, count);
    if (done && array->count == count) {
        for (size_t i = 0; i < count; i++)
            array->items[i] = before->items[positions[i]];
    }
    heap_unpin(heap);
    if (positions != few)
        free(positions);
    return done && native_return(call, native_argument(call, 0));
}

/* A new array of what the function returns for each item. */
static bool native_map(NativeCall *call)
{
    ArrayObject *array;
    if (!native_array(call, 0, &array))
        return false;
    Heap *heap = vm_heap(call->vm);
    ArrayObject *results = array_new(heap, 0);
    heap_pin(heap, results);
    bool done = true;
    for (size_t i = 0; done && i < array->count; i++) {
        Value item = array->items[i];
        Value result;
        done = vm_call(call->vm, native_argument(call, 1), &item, 1, &result);
        if (done)
            array_push(results, result);
    }
    heap_unpin(heap);
    return done && native_return(call, value_object(results));
}

const NativeEntry array_functions[] = {
    {"push", native_push, 2, 2}, {"pop", native_pop, 1, 1}, {"slice", native_slice, 2, 3},
    {"sort", native_sort, 1, 2}, {"map", native_map, 2, 2}, {NULL, NULL, 0, 0},
};
