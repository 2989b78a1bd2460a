#include "objects/heap.h"

#include <stdlib.h>
#include <string.h>

#include "support/alloc.h"

#define FIRST_THRESHOLD 1024

void heap_init(Heap *heap, StringPool *pool)
{
    memset(heap, 0, sizeof *heap);
    heap->pool = pool;
    heap->threshold = FIRST_THRESHOLD;
}

void heap_finish(Heap *heap)
{
    Object *object = heap->objects;
    while (object != NULL) {
        Object *next = object->next;
        object->ops->free(heap, object);
        object = next;
    }
    heap->objects = NULL;
    heap->count = 0;
    FREE_AND_NULL(heap->gray);
    FREE_AND_NULL(heap->pinned);
}

void heap_prepare(Heap *heap)
{
    if (heap->stress || heap->count >= heap->threshold)
        heap_collect(heap);
}

void heap_link(Heap *heap, Object *object, const ObjectOps *ops)
{
    object->ops = ops;
    object->marked = false;
    object->next = heap->objects;
    heap->objects = object;
    heap->count++;
}

void heap_mark(Heap *heap, Object *object)
{
    if (object == NULL || object->marked)
        return;
    object->marked = true;
    if (object->ops->trace == NULL)
        return;
    /* An explicit stack: a long list must not overflow the C one. */
    GROW_ARRAY(heap->gray, heap->gray_count, heap->gray_capacity);
    heap->gray[heap->gray_count++] = object;
}

void heap_mark_value(Heap *heap, Value value)
{
    if (value.kind == VALUE_OBJECT)
        heap_mark(heap, value.as.object);
}

static size_t sweep(Heap *heap)
{
    size_t before = heap->count;
    Object **link = &heap->objects;
    while (*link != NULL) {
        Object *object = *link;
        if (object->marked) {
            object->marked = false;
            link = &object->next;
        } else {
            *link = object->next;
            object->ops->free(heap, object);
            heap->count--;
        }
    }
    return before - heap->count;
}

size_t heap_collect(Heap *heap)
{
    if (heap->mark_roots != NULL)
        heap->mark_roots(heap, heap->context);
    for (size_t i = 0; i < heap->pin_count; i++)
        heap_mark(heap, heap->pinned[i]);
    while (heap->gray_count > 0) {
        Object *object = heap->gray[--heap->gray_count];
        object->ops->trace(heap, object);
    }
    size_t collected = sweep(heap);
    heap->threshold = heap->count * 2 > FIRST_THRESHOLD ? heap->count * 2 : FIRST_THRESHOLD;
    heap->collections++;
    return collected;
}

void heap_pin(Heap *heap, void *object)
{
    GROW_ARRAY(heap->pinned, heap->pin_count, heap->pin_capacity);
    heap->pinned[heap->pin_count++] = object;
}

void heap_unpin(Heap *heap)
{
    heap->pin_count--;
}
