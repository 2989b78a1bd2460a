/* Pointers in memory that alloca() gives. */
#include <alloca.h>
#include <stdlib.h>
#include <string.h>

struct pair {
  char *first, *second;
};

int main(int argc, char **argv) {
  (void)argv;
  char **list = alloca(2 * sizeof *list);
  for (int i = 0; i < 2; i++) list[i] = malloc(24);
  for (int i = 0; i < 2; i++) {
    char *p = argc > 5 ? malloc(8) : list[i];
    free(p);
  }

  struct pair *pair = __builtin_alloca(sizeof *pair);
  pair->first = malloc(25);
  char *q = argc > 5 ? malloc(9) : pair->first;
  free(q);

  char **copy = alloca(sizeof *copy);
  char *text = malloc(26);
  memcpy(copy, &text, sizeof text);
  char *r = argc > 5 ? malloc(10) : *copy;
  free(r);

  /* Large buffers are allocated, small ones are not. */
  int isLarge = argc < 5;
  char *buffer = isLarge ? malloc(40) : alloca(20);
  buffer[0] = 0;
  if (isLarge) free(buffer);
  return 0;
}
