/* A hash map from C strings to values that the map owns but can't see into. */
#ifndef MARL_SUPPORT_MAP_H
#define MARL_SUPPORT_MAP_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Map Map;

/* release is called on a value that is replaced or left when the map dies. */
Map *map_create(void (*release)(void *value));

/* Copies the key and takes the value over; false when memory is exhausted. */
bool map_put(Map *map, const char *key, void *value);

void *map_get(const Map *map, const char *key);

/* Takes a value out without releasing it; NULL if there is none. */
void *map_take(Map *map, const char *key);

size_t map_count(const Map *map);
void map_destroy(Map *map);

#endif
