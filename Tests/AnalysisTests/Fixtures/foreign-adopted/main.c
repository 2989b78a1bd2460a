#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The library's line, and a block of ours that shares its release. */
int main(int argc, char **argv) {
  char *line = NULL;
  size_t size = 0;
  if (argc > 1) line = malloc(32);
  while (getline(&line, &size, stdin) > 0) puts(line);
  free(line);

  char *real = realpath(argv[0], NULL);
  free(real);

  char *text = NULL;
  if (asprintf(&text, "%d", argc) < 0) return 1;
  if (argc > 2) text = strdup("two");
  free(text);

  char *path = realpath(argv[0], NULL);
  path = reallocarray(path, (size_t)argc, 100);
  free(path);

  /* Not touched by any of them. */
  char *own = strdup("own");
  free(own);
  return 0;
}
