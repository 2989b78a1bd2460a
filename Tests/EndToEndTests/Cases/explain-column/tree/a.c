#include <stdlib.h>
void f(void) { free(malloc(3)); }
void g(char *p) { free(p); }
int h;
