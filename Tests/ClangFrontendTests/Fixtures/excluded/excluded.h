#include <stdlib.h>
#define EXCLUDED_FREE(p) free(p)
static inline void excluded(void *p) { free(p); }
