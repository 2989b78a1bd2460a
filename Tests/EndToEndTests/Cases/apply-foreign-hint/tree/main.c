#include <stdio.h>
#include <stdlib.h>

void other(char *block);

/* Adopting moves the release, and the allocation that shares it. */
static void drop(char *text) { free(text); }

int main(void) {
  char *line = NULL;
  size_t size = 0;
  if (getline(&line, &size, stdin) >= 0) drop(line);
  drop(malloc(8));
  other(malloc(9)); /* A file that is left out releases this. */
  return 0;
}
