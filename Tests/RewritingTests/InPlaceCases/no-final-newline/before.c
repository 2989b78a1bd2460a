#include <stdlib.h>
void f(void *p) { free(p); }