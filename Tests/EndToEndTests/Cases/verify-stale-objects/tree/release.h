#include <stdlib.h>

#define RELEASE(p) ((void)free(p))
