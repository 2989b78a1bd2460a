#ifdef NEVER
#include <stdlib.h>

void f(void *p) { free(p); }
#else
#include <stdlib.h>

void f(void *q) { free(q); }
#endif
