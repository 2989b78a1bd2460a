#include <stdlib.h>
void second(void) { free(malloc(8)); }
