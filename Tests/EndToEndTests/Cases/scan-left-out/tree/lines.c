#include <stdlib.h>
#include "lines.h"

void line_free(char *line) { free(line); }
