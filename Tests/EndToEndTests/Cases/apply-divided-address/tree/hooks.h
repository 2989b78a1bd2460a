#include <stdlib.h>

#define default_free free
extern void *(*allocate)(size_t);
extern void (*release)(void *);
int is_default(void);
