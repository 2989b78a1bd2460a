#include <stdlib.h>

struct vector {
  int count, room;
  double *items;
};

static int push(struct vector *v, double item) {
  if (v->count == v->room) {
    int room = v->room ? 2 * v->room : 8;
    double *items = realloc(v->items, (size_t)room * sizeof *items);

    if (!items) return -1;
    v->items = items;
    v->room = room;
  }
  v->items[v->count++] = item;
  return 0;
}

static int lines(int n) {
  char *line = malloc((size_t)(n + 1));
  short *marks = malloc(sizeof *marks * (unsigned)n + 2);

  if (!line || !marks) return 1;
  free(line);
  free(marks);
  return 0;
}

int main(int argc, char **argv) {
  struct vector v = {0, 0, NULL};

  (void)argv;
  for (int i = 0; i < 20; i++)
    if (push(&v, i)) return 1;
  free(v.items);
  return lines(argc);
}
