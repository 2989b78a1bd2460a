#include <stdlib.h>

#define RELEASE(p) free(p)
