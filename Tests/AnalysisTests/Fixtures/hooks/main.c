#include <stdlib.h>
#include <string.h>

/* The addresses of libc's functions as values: every block that comes through
   them is the subsystem's, and every comparison stays what it was. */

struct hooks {
  void *(*allocate)(size_t);
  void (*release)(void *);
  void *(*resize)(void *, size_t);
};

#define default_malloc malloc
#define DEFAULT_PAIR .allocate = malloc, .release = free

static struct hooks current = {default_malloc, free, realloc};
static const struct hooks fallback = {DEFAULT_PAIR};
static void *(*zeroed)(size_t, size_t) = &calloc;
static char *(*copy)(const char *) = strdup;

struct node {
  int key;
  char *name;
};

static void set(void *(*allocate)(size_t), void (*release)(void *)) {
  current.allocate = allocate ? allocate : malloc;
  current.release = release ? release : free;
  current.resize = NULL;
  /* A comparison is a mention as well. */
  if (current.allocate == malloc && free == current.release) current.resize = realloc;
}

static void grow(void) {
  char *text = current.allocate(4);
  strcpy(text, "abc");
  text = current.resize(text, 400);
  current.release(text);
}

/* Direct calls and calls through hooks share blocks. */
static void mix(size_t n) {
  struct node *one = malloc(sizeof *one);
  current.release(one);
  struct node *two = current.allocate(sizeof *two);
  free(two);
  /* Neither size is the block's. */
  char *three = malloc(16);
  if (n > 3) {
    free(three);
    three = current.allocate(n);
  }
  free(three);
  char *four = malloc(8);
  four = current.resize(four, n);
  free(four);
}

typedef void (*each)(void *, void *);

static void walk(void **items, int count, each function) {
  for (int i = 0; i < count; i++) function(items[i], NULL);
}

static void lists(void) {
  void **items = zeroed(2, sizeof *items);
  items[0] = default_malloc(5);
  items[1] = copy("x");
  walk(items, 2, (each)free);
  (*current.release)(items);
}

/* The name alone stands at the place, the arguments elsewhere. */
#define drop free
#define CALL(function, argument) function(argument)

static void renamed(void) {
  struct node *node = default_malloc(sizeof(struct node));
  node->name = CALL(strdup, "y");
  drop(node->name);
  drop(node);
  (*free)((*malloc)(3));
}

int main(void) {
  struct node *sized = malloc(sizeof *sized);
  set(NULL, NULL);
  if (!current.resize || current.allocate != fallback.allocate) return 2;
  grow();
  mix(5);
  lists();
  renamed();
  fallback.release(fallback.allocate(0));
  free(sized);
  return 0;
}
