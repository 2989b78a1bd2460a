#include <stdlib.h>
#  include	<inline.h>
void f(void *p) { free(p); }
