#include "names.h"

void other(void) {}
