/* Macros that are other names of functions, which one source does not use. */
#include <stdlib.h>
#define CALLOC(k, n) (calloc((size_t)(k), (size_t)(n)))
#define FREE(x) (free((char *)(x)))
void other(void);
