#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the C library allocates comes through addresses of free and realloc. */

typedef struct Item {
  char *text;
  void (*release)(void *);
} Item;

static void drop(Item *item) {
  if (item->release) item->release(item->text);
}

/* Equal to the other address of free in its class: both adopt. */
static int owns(const Item *item) { return item->release == free; }

static void each(char **texts, int count, void (*visit)(void *)) {
  for (int i = 0; i < count; i++) visit(texts[i]);
}

/* An address that only memory of the program reaches adopts nothing. */
typedef void (*Release)(void *);

static void own_memory(void) {
  Release release = free;
  int *numbers = malloc(4 * sizeof *numbers);
  numbers[0] = 1;
  release(numbers);
  numbers = malloc(8 * sizeof *numbers);
  free(numbers);
}

static void *(*grow)(void *, size_t) = realloc;

int main(int argc, char **argv) {
  Item item = {realpath(argv[0], NULL), free};
  printf("%d\n", owns(&item));
  drop(&item);

  char *texts[2] = {strdup("own"), NULL};
  if (asprintf(&texts[1], "%d", argc) < 0) return 1;
  each(texts, 2, free);

  char *path = realpath(argv[0], NULL);
  path = grow(path, 5000);
  path[4999] = 0;
  free(path);

  own_memory();
  return 0;
}
