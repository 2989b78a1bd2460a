#include "support/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "support/hash.h"

typedef struct MapEntry {
    struct MapEntry *next;
    void *value;
    char key[];
} MapEntry;

struct Map {
    MapEntry **buckets;
    size_t bucket_count;
    size_t count;
    void (*release)(void *value);
};

Map *map_create(void (*release)(void *value))
{
    Map *map = malloc(sizeof *map);
    if (map == NULL)
        return NULL;
    map->bucket_count = 8;
    map->count = 0;
    map->release = release;
    map->buckets = calloc(map->bucket_count, sizeof *map->buckets);
    if (map->buckets == NULL) {
        free(map);
        return NULL;
    }
    return map;
}

/* The link that points at the entry, or at the end of its chain. */
static MapEntry **find_link(const Map *map, const char *key)
{
    size_t bucket = hash_bytes(key, strlen(key)) & (map->bucket_count - 1);
    MapEntry **link = &map->buckets[bucket];
    while (*link != NULL && strcmp((*link)->key, key) != 0)
        link = &(*link)->next;
    return link;
}

/* Doubling may fail without harm: the chains only get longer. */
static void grow_buckets(Map *map)
{
    size_t old_count = map->bucket_count;
    MapEntry **old = map->buckets;
    MapEntry **buckets = calloc(old_count * 2, sizeof *buckets);
    if (buckets == NULL)
        return;
    map->buckets = buckets;
    map->bucket_count = old_count * 2;
    for (size_t i = 0; i < old_count; i++) {
        MapEntry *entry = old[i];
        while (entry != NULL) {
            MapEntry *next = entry->next;
            MapEntry **link = find_link(map, entry->key);
            entry->next = NULL;
            *link = entry;
            entry = next;
        }
    }
    free(old);
}

bool map_put(Map *map, const char *key, void *value)
{
    MapEntry **link = find_link(map, key);
    if (*link != NULL) {
        if (map->release != NULL)
            map->release((*link)->value);
        (*link)->value = value;
        return true;
    }
    size_t size = strlen(key) + 1;
    MapEntry *entry = malloc(sizeof(MapEntry) + size);
    if (entry == NULL)
        return false;
    entry->next = NULL;
    entry->value = value;
    memcpy(entry->key, key, size);
    *link = entry;
    if (++map->count > map->bucket_count)
        grow_buckets(map);
    return true;
}

void *map_get(const Map *map, const char *key)
{
    const MapEntry *entry = *find_link(map, key);
    return entry != NULL ? entry->value : NULL;
}

void *map_take(Map *map, const char *key)
{
    MapEntry **link = find_link(map, key);
    MapEntry *entry = *link;
    if (entry == NULL)
        return NULL;
    void *value = entry->value;
    *link = entry->next;
    free(entry);
    map->count--;
    return value;
}

size_t map_count(const Map *map)
{
    return map->count;
}

void map_destroy(Map *map)
{
    if (map == NULL)
        return;
    for (size_t i = 0; i < map->bucket_count; i++) {
        MapEntry *entry = map->buckets[i];
        while (entry != NULL) {
            MapEntry *next = entry->next;
            if (map->release != NULL)
                map->release(entry->value);
            free(entry);
            entry = next;
        }
    }
    free(map->buckets);
    free(map);
}
