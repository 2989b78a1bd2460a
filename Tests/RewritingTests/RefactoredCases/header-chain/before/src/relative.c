#include "../include/middle.h"
#ifdef NEVER
#include "beside.c"
#include <string.h>
#endif
