/*
 * The string pool: every text the program works with exists once, so that two
 * strings are equal exactly if their addresses are. Entries are counted and
 * leave the pool with their last user.
 */
#ifndef MARL_STRINGS_POOL_H
#define MARL_STRINGS_POOL_H

#include <stddef.h>
#include <stdint.h>

typedef struct StringPool StringPool;

typedef struct Interned {
    struct Interned *next; /* in its bucket */
    size_t users;
    size_t length;
    uint32_t hash;
    char chars[]; /* length bytes and a NUL */
} Interned;

StringPool *pool_create(void);

/* The entry for a text, with one more user. Aborts when memory is exhausted. */
Interned *pool_intern(StringPool *pool, const char *chars, size_t length);
Interned *pool_intern_text(StringPool *pool, const char *text);

/* Both texts one after the other. */
Interned *pool_concat(StringPool *pool, const Interned *left, const Interned *right);

static inline Interned *pool_retain(Interned *entry)
{
    entry->users++;
    return entry;
}

void pool_release(StringPool *pool, Interned *entry);

size_t pool_count(const StringPool *pool);

/* Entries still in use go as well. */
void pool_destroy(StringPool *pool);

#endif
