/* Arguments in macro bodies that make a string of a parameter, or paste one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *named_alloc(size_t count, const char *name) {
  void *block = malloc(count);
  if (!block) fprintf(stderr, "no memory for %s\n", name);
  return block;
}
static void *pasted_alloc(int kind, size_t count) { return kind ? malloc(count) : NULL; }

struct node {
  struct node *next;
  long value;
};

/* An argument that goes. */
#define NEW(var, T) (var = (T *)named_alloc(sizeof(T), #var))
/* One that stays, of a string and of a size. */
#define COPY(var) (var = strdup(#var))
#define ROOM(var) (var = malloc(sizeof(#var)))
#define FILLED(var, word) (var = malloc(strlen(#word) + 1), strcpy(var, #word))
/* A part of the name. */
#define PASTE(var, K) (var = pasted_alloc(KIND_##K, sizeof *var))
enum { KIND_ONE = 1 };

int main(void) {
  struct node *first, *second;
  NEW(first, struct node);
  NEW(second, struct node);
  first->next = second;
  second->next = NULL;
  puts(first->next == second ? "linked" : "lost");
  free(second);
  free(first);
  char *copy, *room, *filled;
  COPY(copy);
  puts(copy);
  free(copy);
  ROOM(room);
  room[0] = 0;
  free(room);
  FILLED(filled, some words);
  puts(filled);
  free(filled);
  struct node *pasted;
  PASTE(pasted, ONE);
  pasted->value = 1;
  free(pasted);
  return 0;
}
