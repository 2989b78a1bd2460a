#include <stdlib.h>

void other(char *block) { free(block); }
