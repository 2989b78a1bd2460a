#include <stdlib.h>

static void drop(void *block) { free(block); }
static void drop_fast(void *block) { free(block); }
static void drop_same(void *block) { free(block); }

static int is_fast(void) { return 0; }

static void *resolve(void) { return is_fast() ? (void *)drop_fast : (void *)drop; }
void release(void *block) __attribute__((ifunc("resolve")));

static void (*resolve_same(void))(void *) { return drop_same; }
void release_same(void *block) __attribute__((ifunc("resolve_same")));

static void *make(void) { return malloc(48); }
static void *resolve_make(void) { return (void *)make; }
void *create(void) __attribute__((ifunc("resolve_make")));

int main(void) {
  drop(malloc(64));
  drop_fast(malloc(65));
  release(malloc(8));
  drop_same(malloc(32));
  release_same(malloc(32));
  void *made = create();
  free(made);
  return 0;
}
