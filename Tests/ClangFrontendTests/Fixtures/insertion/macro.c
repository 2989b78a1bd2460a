#include <stdlib.h>
#define my_free free
#include <string.h>
void f(void *p) { my_free(p); }
