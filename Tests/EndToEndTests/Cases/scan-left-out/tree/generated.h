#include <stdlib.h>

static inline char *generated_text(void) { return malloc(99); }
static inline void generated_drop(char *text) { free(text); }
