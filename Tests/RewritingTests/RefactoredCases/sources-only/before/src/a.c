#include "a.h"
void a(void *p) { free(p); }
