#include <stdlib.h>

void release(void *block);
void release_same(void *block);
void *create(void);
int use(void);
