/* licence */
#define _GNU_SOURCE
#ifdef A
#include <stdlib.h>
#else
#include <stdlib.h>
#endif
void f(void *p) { free(p); }
