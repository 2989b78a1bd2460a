// A capacity that is set before there is a block, and grows in the function that makes it.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static unsigned long room = 4;
static int *list;
static int used;
static void push(int value) {
  if (!list) list = malloc(room * sizeof *list);
  if (used == (int)room) {
    room *= 2;
    list = realloc(list, room * sizeof *list);
  }
  list[used++] = value;
}
static char *line(size_t need) {
  static char *text;
  static size_t size = 8;
  if (text == NULL) text = malloc(size);
  if (need > size) {
    free(text);
    size = need;
    text = malloc(size);
  }
  return text;
}
struct pile { double *items; int room, used; };
static void put(struct pile *pile, double item) {
  if (!pile->items) pile->items = malloc(pile->room * sizeof *pile->items);
  if (pile->used == pile->room) {
    pile->room += 3;
    pile->items = realloc(pile->items, pile->room * sizeof *pile->items);
  }
  pile->items[pile->used++] = item;
}
static struct pile *new_pile(int room) {
  struct pile *pile = calloc(1, sizeof *pile);
  pile->room = room;
  return pile;
}
static void delete_pile(struct pile *pile) {
  free(pile->items);
  free(pile);
}
struct stack { long *top; unsigned depth; };
static void init_stack(struct stack *stack, unsigned depth) {
  stack->top = NULL;
  stack->depth = depth;
}
static void use_stack(struct stack *stack) {
  if (!stack->top) stack->top = malloc(stack->depth * sizeof *stack->top);
  stack->top[stack->depth - 1] = 1;
}
static void end_stack(struct stack *stack) {
  free(stack->top);
  stack->top = NULL;
}
/* near misses: an object that is filled before its counter is set, one that keeps its block */
struct early { long *top; unsigned depth; };
static struct early *new_early(unsigned depth) {
  struct early *early = calloc(1, sizeof *early);
  early->top = malloc(early->depth * sizeof *early->top + 1);
  early->depth = depth;
  return early;
}
static void use_early(struct early *early) {
  if (!early->top) early->top = malloc(early->depth * sizeof *early->top + 1);
}
struct kept { long *top; unsigned depth; };
static void init_kept(struct kept *kept, unsigned depth) {
  if (depth < 4) kept->top = NULL;
  kept->depth = depth;
}
static void use_kept(struct kept *kept) {
  if (!kept->top) kept->top = malloc(kept->depth * sizeof *kept->top);
}
/* The pointer starts with an array of another size. Near miss: the counter grows for itself */
static char first[3];
static char *start = first;
static int start_size = 5;
static void begin(int n) {
  if (start == first) start = malloc(start_size);
  start[n] = 0;
}
static char *loose;
static int loose_size = 6;
static void loosen(int more) {
  if (!loose) loose = malloc(loose_size);
  loose_size += more;
}
int main(int argc, char **argv) {
  struct pile *pile = new_pile(argc);
  struct stack stack;
  struct early *early = new_early(argc + 2);
  struct kept kept;
  int i;
  (void)argv;
  for (i = 0; i < 20; i++) {
    push(i);
    put(pile, i);
  }
  line(3)[2] = line(40)[39] = 0;
  delete_pile(pile);
  init_stack(&stack, 7);
  use_stack(&stack);
  end_stack(&stack);
  use_early(early);
  free(early->top);
  free(early);
  init_kept(&kept, 3);
  use_kept(&kept);
  init_kept(&kept, 5);
  free(kept.top);
  begin(argc);
  loosen(argc);
  loosen(argc);
  free(list);
  if (start != first) free(start);
  free(loose);
  return 0;
}
