#include <stdlib.h>

/* Hooks that share no block may have subsystems of their own, but one that is
   compared with another must be the same function. */
static void *(*tree_alloc)(size_t);
static void (*tree_free)(void *);
static void *(*text_alloc)(size_t);
static void (*text_free)(void *);
static void *(*saved)(size_t);

static void tree(void) {
  tree_alloc = malloc;
  tree_free = free;
}

static void text(void) {
  text_alloc = malloc;
  text_free = free;
  saved = malloc;
}

static int is_default(void *(*function)(size_t)) { return function == saved; }

static void tree_use(void) {
  int *leaf = malloc(sizeof *leaf);
  tree_free(leaf);
  tree_free(tree_alloc(9));
  struct big { int many[9]; } *own = malloc(sizeof *own);
  free(own);
}

int main(void) {
  tree();
  text();
  tree_use();
  text_free(text_alloc(7));
  text_free(saved(7));
  return is_default(text_alloc) ? 0 : 2;
}
