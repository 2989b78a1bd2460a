#include "hooks.h"

int is_default(void) { return allocate == malloc && release == default_free; }
