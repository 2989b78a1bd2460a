#include "../include/middle_refactored.h"
#ifdef NEVER
#include "beside_refactored.c"
#include <string.h>
#endif
