/* table.c - tables by address. */
#include "internal.h"

bool memi_table_room(MemTable *t) {
    MemTable before = *t;
    size_t count = memi_table_size(&before);
    if (t->used * 2 < count) return true;
    MemEntry *entries = calloc(count ? count * 2 : 128, sizeof *entries);
    if (!entries) return false;
    t->entries = entries;
    t->shift = count ? before.shift - 1 : 64 - 7;
    for (size_t i = 0; i < count; i++)
        if (before.entries[i].key) *memi_table_place(t, before.entries[i].key) = before.entries[i];
    free(before.entries);
    return true;
}

void memi_table_add(MemTable *t, const void *key, void *value) {
    *memi_table_place(t, key) = (MemEntry){key, value};
    t->used++;
}

/* Empties the entry and moves up what was pushed past it. */
void memi_table_remove(MemTable *t, const void *key) {
    size_t mask = memi_table_size(t) - 1, hole = (size_t)(memi_table_place(t, key) - t->entries);
    for (size_t i = (hole + 1) & mask; t->entries[i].key; i = (i + 1) & mask) {
        size_t home = memi_hash(t->entries[i].key, t->shift);
        if (((i - home) & mask) < ((i - hole) & mask)) continue;
        t->entries[hole] = t->entries[i];
        hole = i;
    }
    t->entries[hole] = (MemEntry){NULL, NULL};
    t->used--;
}
