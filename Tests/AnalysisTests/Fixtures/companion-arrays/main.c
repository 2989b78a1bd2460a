#include <stdlib.h>

/* Two arrays with one counter: if the second cannot grow, the first is larger than it says. */
struct object {
  int *keys;
  long *values;
  size_t count;
};

static int add(struct object *object, int key) {
  int *keys = realloc(object->keys, (object->count + 1) * sizeof *keys);
  if (!keys) return -1;
  object->keys = keys;
  long *values = realloc(object->values, (object->count + 1) * sizeof *values);
  if (!values) return -1;
  object->values = values;
  object->keys[object->count] = key;
  object->values[object->count] = key;
  object->count++;
  return 0;
}

/* The counter is set from a local variable in which both sizes are computed. */
struct stack {
  int *states;
  long *values;
  unsigned size;
};

static int grow(struct stack *stack) {
  unsigned size = stack->size ? 2 * stack->size : 4;
  int *states = realloc(stack->states, size * sizeof *states);
  if (states == 0) return -1;
  stack->states = states;
  long *values = realloc(stack->values, size * sizeof *values);
  if (values == 0) return -1;
  stack->values = values;
  stack->size = size;
  return 0;
}

/* Near miss: what ends the function is no allocation that failed. */
struct limited {
  int *keys;
  long *values;
  size_t count;
};

static int add_limited(struct limited *limited, size_t limit) {
  int *keys = realloc(limited->keys, (limited->count + 1) * sizeof *keys);
  if (!keys) return -1;
  limited->keys = keys;
  long *values = realloc(limited->values, (limited->count + 1) * sizeof *values);
  if (!values || limited->count == limit) return -1;
  limited->values = values;
  limited->count++;
  return 0;
}

int main(void) {
  struct object object = {0, 0, 0};
  for (int i = 0; i < 10; i++)
    if (add(&object, i)) return 1;
  free(object.keys);
  free(object.values);
  struct stack stack = {0, 0, 0};
  if (grow(&stack) || grow(&stack)) return 1;
  free(stack.states);
  free(stack.values);
  struct limited limited = {0, 0, 0};
  while (!add_limited(&limited, 5)) continue;
  free(limited.keys);
  return 0;
}
