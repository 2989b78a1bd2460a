#include <stdlib.h>
void third(void) { free(malloc(8)); }
