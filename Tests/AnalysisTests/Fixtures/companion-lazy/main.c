#include <stdlib.h>

/* Arrays that get their first block where they grow, too. */

struct state {
  int kind, place;
};

static struct state *stack;
static int depth, room;

static void push(int kind) {
  if (!stack) {
    room = 1;
    stack = malloc(sizeof(struct state) * room);
    if (!stack) exit(1);
    depth = 0;
  }
  if (depth >= room) {
    room *= 2;
    stack = realloc(stack, sizeof(struct state) * room);
    if (!stack) exit(1);
  }
  stack[depth++].kind = kind;
}

struct list {
  long *items;
  size_t count, size;
};

static void add(struct list *l, long item) {
  if (!l->items) {
    l->size = 4;
    l->items = malloc(l->size * sizeof *l->items);
    if (!l->items) exit(1);
  } else if (l->count == l->size) {
    l->size += 8;
    l->items = realloc(l->items, l->size * sizeof *l->items);
    if (!l->items) exit(1);
  }
  l->items[l->count++] = item;
}

/* Near misses. */

/* The first block is not always allocated where the size is set. */
static int *left;
static int left_count, left_room;

static void leave(int n) {
  if (n % 3 == 0) {
    left_room = 1;
    if (left) return;
    left = malloc(sizeof(int) * left_room);
  }
  if (left_count >= left_room) {
    left_room += 7;
    left = realloc(left, sizeof(int) * left_room);
  }
  if (left_count < 7) left[left_count++] = n;
}

/* The old block is given back between the two. */
static int *reset;
static int reset_count, reset_room;

static void restart(int n) {
  if (n % 4 == 0) {
    reset_room = 2;
    free(reset);
    reset = malloc(sizeof(int) * reset_room);
    reset_count = 0;
  }
  if (reset_count >= reset_room) {
    reset_room += 2;
    reset = realloc(reset, sizeof(int) * reset_room);
  }
  reset[reset_count++] = n;
}

/* Nor when a loop is left. */
static int *broken;
static int broken_count, broken_room;

static void stop(int n) {
  for (int i = 0; i < 2; i++) {
    if (i == 0 || n > 3) {
      broken_room = 2;
      if (broken) break;
      broken = malloc(sizeof(int) * broken_room);
      broken_count = 0;
    }
  }
  if (broken_count >= broken_room) {
    broken_room += 20;
    broken = realloc(broken, sizeof(int) * broken_room);
  }
  if (broken_count < 20) broken[broken_count++] = n;
}

int main(int argc, char **argv) {
  struct list l = {NULL, 0, 0};
  (void)argv;
  for (int i = 0; i < 10 + argc; i++) {
    push(i);
    add(&l, i);
    leave(i);
    restart(i);
    stop(i);
  }
  free(stack);
  free(l.items);
  free(left);
  free(reset);
  free(broken);
  return 0;
}
