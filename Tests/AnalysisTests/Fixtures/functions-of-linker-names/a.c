#include "names.h"

void drop(void *block) { free(block); }
void drop_same(void *block) { free(block); }
void put(void *block) { free(block); }
void give(void *block) { free(block); }

/* It is not the drop_other that main.c calls, nor is the one there what this names. */
void drop_other(void *block) __asm__("drop_mine");
void drop_other(void *block) { free(block); }

/* A label that comes before what it names, of this file alone. */
void late_too(void *block) __asm__("late");
static void late(void *block) __attribute__((used));
static void late(void *block) { free(block); }

/* A label in a block. */
static void inner(void *block) {
  void release(void *block) __asm__("drop");
  release(block);
}

int use(void) {
  drop(malloc(64));
  drop_same(malloc(32));
  drop_other(malloc(24));
  late(malloc(12));
  late_too(malloc(13));
  inner(malloc(100));
  return 0;
}
