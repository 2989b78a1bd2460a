#include <stddef.h>
void *xmalloc(size_t n);
void xfree(void *p);
char *name_of(int k);
char *peek(void);
