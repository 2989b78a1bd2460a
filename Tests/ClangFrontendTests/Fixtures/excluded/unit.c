#include "excluded.h"
#include "inner.h"
#include "inner.h"
void f(void *p) { EXCLUDED_FREE(p); excluded(p); inner(p); INNER(p); }
