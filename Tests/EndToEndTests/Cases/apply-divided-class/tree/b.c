#include <stdlib.h>

void drop(char *p);

void two(void) { drop(malloc(20)); }
