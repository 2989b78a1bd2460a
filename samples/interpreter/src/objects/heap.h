/* All objects of one interpreter, and their mark-and-sweep collector. */
#ifndef MARL_OBJECTS_HEAP_H
#define MARL_OBJECTS_HEAP_H

#include <stdbool.h>
#include <stddef.h>

#include "objects/value.h"
#include "strings/pool.h"

typedef enum ObjectKind {
    OBJECT_STRING,
    OBJECT_ARRAY,
    OBJECT_TABLE,
    OBJECT_CELL,
    OBJECT_FUNCTION,
    OBJECT_CLOSURE,
    OBJECT_NATIVE
} ObjectKind;

typedef struct Heap Heap;

/* What the collector can do with an object of some kind. */
typedef struct ObjectOps {
    ObjectKind kind;
    const char *name;
    void (*trace)(Heap *heap, Object *object); /* marks what it refers to; or NULL */
    void (*free)(Heap *heap, Object *object);  /* the object and what it owns */
} ObjectOps;

struct Object {
    Object *next;
    const ObjectOps *ops;
    bool marked;
};

struct Heap {
    StringPool *pool;
    Object *objects;
    size_t count;
    size_t threshold; /* collect when there are that many */
    Object **gray;    /* marked, but not traced yet */
    size_t gray_count;
    size_t gray_capacity;
    Object **pinned; /* in use by C code that nothing else refers to */
    size_t pin_count;
    size_t pin_capacity;
    void (*mark_roots)(Heap *heap, void *context);
    void *context;
    size_t collections;
    bool stress; /* collect before every allocation, to find missing roots */
};

void heap_init(Heap *heap, StringPool *pool);

/* Frees every object. */
void heap_finish(Heap *heap);

/* Called before an object is allocated; may collect. */
void heap_prepare(Heap *heap);

/* Makes a block an object of this heap. */
void heap_link(Heap *heap, Object *object, const ObjectOps *ops);

/* Returns how many objects went. */
size_t heap_collect(Heap *heap);

void heap_mark(Heap *heap, Object *object); /* NULL is fine */
void heap_mark_value(Heap *heap, Value value);

/* Keeps an object until heap_unpin, last in, first out. */
void heap_pin(Heap *heap, void *object);
void heap_unpin(Heap *heap);

#endif
