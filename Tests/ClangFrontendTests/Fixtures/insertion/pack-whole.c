// All of it is packed.
#pragma pack(1)
#include <stdlib.h>

void f(void) { free(malloc(3)); }
