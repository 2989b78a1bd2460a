#include <stddef.h>
struct map { long *slots; size_t room; };
void map_fill(struct map *m);
void map_grow(struct map *m);
