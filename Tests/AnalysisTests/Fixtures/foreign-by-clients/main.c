#include <stdio.h>

#include "text.h"

int main(void) {
  char *line = NULL;
  size_t size = 0;
  if (getline(&line, &size, stdin) > 0) puts(line);
  text_drop(line);
  return 0;
}
