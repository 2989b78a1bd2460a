#include "strings/pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "support/alloc.h"
#include "support/hash.h"

struct StringPool {
    Interned **buckets;
    size_t bucket_count; /* a power of two */
    size_t count;
};

StringPool *pool_create(void)
{
    StringPool *pool = malloc(sizeof(StringPool));
    if (pool == NULL)
        out_of_memory(sizeof(StringPool));
    pool->count = 0;
    pool->bucket_count = 64;
    pool->buckets = calloc(pool->bucket_count, sizeof *pool->buckets);
    if (pool->buckets == NULL)
        out_of_memory(pool->bucket_count * sizeof *pool->buckets);
    return pool;
}

static void rehash(StringPool *pool, size_t bucket_count)
{
    Interned **buckets = calloc(bucket_count, sizeof *buckets);
    if (buckets == NULL)
        return; /* slower, still right */
    for (size_t i = 0; i < pool->bucket_count; i++) {
        for (Interned *entry = pool->buckets[i], *next; entry != NULL; entry = next) {
            Interned **home = &buckets[entry->hash & (bucket_count - 1)];
            next = entry->next;
            entry->next = *home;
            *home = entry;
        }
    }
    free(pool->buckets);
    pool->buckets = buckets;
    pool->bucket_count = bucket_count;
}

static Interned *find(const StringPool *pool, const char *chars, size_t length, uint32_t hash)
{
    Interned *entry = pool->buckets[hash & (pool->bucket_count - 1)];
    while (entry != NULL) {
        if (entry->hash == hash && entry->length == length
            && memcmp(entry->chars, chars, length) == 0)
            return entry;
        entry = entry->next;
    }
    return NULL;
}

/* Room for a text that is filled in by the caller; not yet in the pool. */
static Interned *new_entry(size_t length)
{
    if (length > SIZE_MAX - sizeof(Interned) - 1)
        out_of_memory(SIZE_MAX);
    Interned *entry = malloc(sizeof(Interned) + length + 1);
    if (entry == NULL)
        out_of_memory(sizeof(Interned) + length + 1);
    entry->length = length;
    entry->users = 1;
    entry->chars[length] = '\0';
    return entry;
}

static Interned *insert(StringPool *pool, Interned *entry)
{
    if (pool->count >= pool->bucket_count)
        rehash(pool, pool->bucket_count * 2);
    Interned **home = &pool->buckets[entry->hash & (pool->bucket_count - 1)];
    entry->next = *home;
    *home = entry;
    pool->count++;
    return entry;
}

Interned *pool_intern(StringPool *pool, const char *chars, size_t length)
{
    uint32_t hash = hash_bytes(chars, length);
    Interned *known = find(pool, chars, length, hash);
    if (known != NULL)
        return pool_retain(known);

    Interned *entry = new_entry(length);
    memcpy(entry->chars, chars, length);
    entry->hash = hash;
    return insert(pool, entry);
}

Interned *pool_intern_text(StringPool *pool, const char *text)
{
    return pool_intern(pool, text, strlen(text));
}

Interned *pool_concat(StringPool *pool, const Interned *left, const Interned *right)
{
    if (left->length > SIZE_MAX - right->length)
        out_of_memory(SIZE_MAX);
    Interned *entry = new_entry(left->length + right->length);
    memcpy(entry->chars, left->chars, left->length);
    memcpy(entry->chars + left->length, right->chars, right->length);
    entry->hash = hash_bytes(entry->chars, entry->length);

    Interned *known = find(pool, entry->chars, entry->length, entry->hash);
    if (known == NULL)
        return insert(pool, entry);
    free(/* the pool has this text already */ entry);
    return pool_retain(known);
}

void pool_release(StringPool *pool, Interned *entry)
{
    if (entry == NULL || --entry->users > 0)
        return;
    Interned **link = &pool->buckets[entry->hash & (pool->bucket_count - 1)];
    while (*link != entry)
        link = &(*link)->next;
    *link = entry->next;
    pool->count--;
    free(entry);
}

size_t pool_count(const StringPool *pool)
{
    return pool->count;
}

void pool_destroy(StringPool *pool)
{
    if (pool == NULL)
        return;
    for (size_t i = 0; i < pool->bucket_count; i++) {
        Interned *entry = pool->buckets[i];
        while (entry != NULL) {
            Interned *next = entry->next;
            free(entry);
            entry = next;
        }
    }
    free(pool->buckets);
    free(pool);
}
