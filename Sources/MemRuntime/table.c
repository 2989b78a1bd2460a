/* table.c - tables by address. Their storage is libc's, never an allocator's. */
#include "internal.h"

bool mem_table_grow(MemTable *t) {
    MemTable before = *t;
    size_t count = mem_table_size(&before);
    MemEntry *entries = calloc(count ? count * 2 : 128, sizeof *entries);
    if (!entries) return false;
    t->entries = entries;
    t->shift = count ? before.shift - 1 : 64 - 7;
    for (size_t i = 0; i < count; i++)
        if (before.entries[i].key) *mem_table_place(t, before.entries[i].key) = before.entries[i];
    free(before.entries);
    return true;
}

/* Empties the entry and moves up what was pushed past it. */
void mem_table_remove(MemTable *t, MemEntry *entry) {
    size_t mask = ((size_t)1 << (64 - t->shift)) - 1, hole = (size_t)(entry - t->entries);
    for (size_t i = (hole + 1) & mask; t->entries[i].key; i = (i + 1) & mask) {
        size_t home = mem_hash(t->entries[i].key, t->shift);
        if (((i - home) & mask) < ((i - hole) & mask)) continue;
        t->entries[hole] = t->entries[i];
        hole = i;
    }
    t->entries[hole] = (MemEntry){NULL, NULL};
    t->used--;
}
