#include <stdlib.h>

void release(void *block);
void release_same(void *block);
void release_late(void *block);
void release_quoted(void *block);
void release_named(void *block);
void release_other(void *block);
void *create(void);
void set_room(int to);
int use(void);
