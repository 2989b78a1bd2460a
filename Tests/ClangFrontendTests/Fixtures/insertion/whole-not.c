#ifdef __STDC__
#include <stdlib.h>

void f(void *p) { free(p); }
#endif

int g(void) { return 1; }
