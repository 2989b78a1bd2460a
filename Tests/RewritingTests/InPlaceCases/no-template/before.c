#include <stdlib.h>
void f(void *p) { p = malloc(1); free(p); p = calloc(1, 1); }
