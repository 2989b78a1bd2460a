#include "names.h"

/* By the name that the linker has for them. */
void put_block(void *block);
void give_block(void *block);
void drop_other(void *block);
void drop_other(void *block) { free(block); }

int main(void) {
  release(malloc(8));
  release_same(malloc(32));
  put(malloc(16));
  put_block(malloc(17));
  give(malloc(18));
  give_block(malloc(19));
  drop_other(malloc(48));
  return use();
}
