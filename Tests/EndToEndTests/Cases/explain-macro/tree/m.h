#include <stdlib.h>
#define MAKE(p) ((p) = malloc(sizeof *(p)))
#define DROP(p) (free(p), (p) = NULL)
#define DROP_BOTH(p, q) do { DROP(p); DROP(q); } while (0)
