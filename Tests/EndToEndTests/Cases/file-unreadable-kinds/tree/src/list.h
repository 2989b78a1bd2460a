#include <stdlib.h>

static inline void list_free(void *list) { free(list); }
