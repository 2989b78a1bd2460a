#include <stdio.h>
#include <stdlib.h>

typedef struct {
  char *line;
  int *values;
} State;

static void done(State *state) {
  free(state->values);
  free(state->line);
}

int main(int argc, char **argv) {
  State state = {NULL, malloc(8)};
  size_t size = 0;
  (void)argv;
  if (getline(&state.line, &size, stdin) < argc) return 1;
  done(&state);
  return 0;
}
