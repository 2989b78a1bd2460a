#include <stdlib.h>

void drop(char *p) { free(p); }

void one(void) { drop(malloc(10)); }
