#include "drop.h"

#define ALIAS(name) __attribute__((alias(#name)))

/* Another file releases smaller blocks by the other name. */
void release(void *block) ALIAS(drop);

static void drop(void *block) { free(block); }

/* The same, of blocks of one size. */
static void drop_same(void *block) { free(block); }
void release_same(void *block) __attribute__((weak, __alias__("drop_same")));

/* Blocks that come out by another name. */
static void *make(void) { return malloc(48); }
void *create(void) ALIAS(make);

/* Neither is another name. */
void other(const char *text) __attribute__((nonnull(1)));
void other(const char *text) { (void)text; }

int use(void) {
  void *one = malloc(64);
  drop(one);
  drop_same(malloc(32));
  other("((alias(\"drop\")))");
  return 0;
}
