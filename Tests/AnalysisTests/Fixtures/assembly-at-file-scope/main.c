#include <stdlib.h>

#include "names.h"

/* Assembly makes another name of one function and of one variable. */
void drop(void *block) { free(block); }
#define ALIAS(name, target) __asm__(".globl " #name "\n\t.set " #name ", " #target)
ALIAS(release, drop);
void release(void *block);

int room = 4;
ALIAS(room_too, room);
extern int room_too;
static char *text;
static void counters(void) {
  text = malloc((size_t)room);
  room_too = 100;
  free(text);
}

char *held;
ALIAS(held_too, held);
extern char *held_too;
static void pointers(void) {
  held = malloc(16);
  free(held);
  held_too = malloc(17);
  free(held);
}

/* It names neither of these: .text is a section, and the others stand in no string. */
static char *other;
static int set = 4;
static void others(void) {
  other = malloc((size_t)set);
  free(other);
}
void drop_other(void *block) { free(block); }

/* Named in another file. */
void drop_far(void *block) { free(block); }

int main(void) {
  drop(malloc(64));
  release(malloc(8));
  drop_other(malloc(32));
  drop_far(malloc(33));
  release_far(malloc(34));
  counters();
  pointers();
  others();
  return 0;
}
