#include <stdlib.h>
void first(void) { free(malloc(8)); }
