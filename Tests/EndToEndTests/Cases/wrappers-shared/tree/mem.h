#include <stddef.h>
void *xmalloc(size_t n);
void xfree(void *p);
