#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "objects/objects.h"
#include "support/alloc.h"

#define EMPTY (-1)
#define FIRST_CAPACITY 4

static void trace_table(Heap *heap, Object *object)
{
    const TableObject *table = (const TableObject *)object;
    for (size_t i = 0; i < table->used; i++) {
        if (table->entries[i].key != NULL)
            heap_mark_value(heap, table->entries[i].value);
    }
}

static void free_table(Heap *heap, Object *object)
{
    TableObject *table = (TableObject *)object;
    for (size_t i = 0; i < table->used; i++)
        pool_release(heap->pool, table->entries[i].key);
    free(table->entries);
    free(table->index);
    free(table);
}

static const ObjectOps table_ops = {OBJECT_TABLE, "table", trace_table, free_table};

TableObject *table_new(Heap *heap)
{
    heap_prepare(heap);
    TableObject *table = (TableObject *)calloc(1, sizeof *table);
    if (table == NULL)
        out_of_memory(sizeof *table);
    heap_link(heap, &table->header, &table_ops);
    return table;
}

/*
 * The place in index where a key is, or where it would go. A removed entry
 * keeps its place until the next rebuild, so that no chain is cut.
 */
static size_t probe(const TableObject *table, const Interned *key)
{
    size_t mask = table->capacity * 2 - 1;
    size_t place = key->hash & mask;
    while (table->index[place] != EMPTY && table->entries[table->index[place]].key != key)
        place = (place + 1) & mask;
    return place;
}

/* Makes room, without the removed entries. */
static void rebuild(TableObject *table)
{
    TableEntry *old = table->entries;
    size_t old_used = table->used;

    /* Many removals: the same size is enough once they are gone. */
    if (table->capacity == 0)
        table->capacity = FIRST_CAPACITY;
    else if (table->live > table->capacity / 2)
        table->capacity *= 2;
    if (table->capacity > INT32_MAX / 2)
        out_of_memory(SIZE_MAX);

    size_t places = table->capacity * 2;
    int32_t *index = malloc(places * sizeof(int32_t));
    TableEntry *entries = calloc(table->capacity, sizeof(TableEntry));
    if (index == NULL || entries == NULL)
        out_of_memory(table->capacity * sizeof(TableEntry));
    for (size_t i = 0; i < places; i++)
        index[i] = EMPTY;

    free(table->index);
    table->index = index;
    table->entries = entries;
    table->used = 0;
    for (size_t i = 0; i < old_used; i++) {
        if (old[i].key == NULL)
            continue;
        table->index[probe(table, old[i].key)] = (int32_t)table->used;
        table->entries[table->used++] = old[i];
    }
    free(old);
}

static TableEntry *find(const TableObject *table, const Interned *key)
{
    if (table->live == 0)
        return NULL;
    size_t place = probe(table, key);
    return table->index[place] != EMPTY ? &table->entries[table->index[place]] : NULL;
}

bool table_get(const TableObject *table, const Interned *key, Value *value)
{
    const TableEntry *entry = find(table, key);
    if (entry != NULL)
        *value = entry->value;
    return entry != NULL;
}

void table_set(TableObject *table, Interned *key, Value value)
{
    TableEntry *entry = find(table, key);
    if (entry != NULL) {
        entry->value = value;
        return;
    }
    if (table->used == table->capacity)
        rebuild(table);
    table->index[probe(table, key)] = (int32_t)table->used;
    entry = &table->entries[table->used++];
    entry->key = pool_retain(key);
    entry->value = value;
    table->live++;
}

bool table_remove(Heap *heap, TableObject *table, const Interned *key)
{
    TableEntry *entry = find(table, key);
    if (entry == NULL)
        return false;
    pool_release(heap->pool, entry->key);
    entry->key = NULL;
    entry->value = value_nil();
    table->live--;
    return true;
}

const TableEntry *table_next(const TableObject *table, size_t *position)
{
    while (*position < table->used) {
        const TableEntry *entry = &table->entries[(*position)++];
        if (entry->key != NULL)
            return entry;
    }
    return NULL;
}
