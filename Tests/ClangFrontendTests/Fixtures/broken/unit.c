#include <stdlib.h>
#include "missing.h"
#include <also/missing.h>
#ifdef X
#include "unseen.h"
#endif
unknown_type *global;
void fine(void *p) { free(p); }
void bad(void *p) { undeclared_thing = 3; free(p); }
void bad_type(missing_t *p) { free(p); }
int implicit(void *p) { release_it(p); int *q = 4; return q; }
void half(void *p) { free(p; }
void after(void *p) { free(p); }
