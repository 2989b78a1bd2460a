#include <stdlib.h>
#include "mem/mem.h"


void sum(size_t n) {
  char *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n);
  free(p);
}

void factor(size_t n) {
  char *p = MEM_ALLOC_ZERO(allocators_get(ALLOC_SYSTEM_GENERAL), n + 1);
  free(p);
}

void two_calls(size_t n) {
  int *p = MEM_CALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n, sizeof *p);
  free(p);
}

void string(const char *s) {
  char *p = MEM_STRDUP(allocators_get(ALLOC_SYSTEM_GENERAL), s);
  free(p);
}

void cut(size_t n) {
  char *p = MEM_ALLOC_ALIGNED(allocators_get(ALLOC_SYSTEM_GENERAL), 8, n);
  free(p);
}

void chosen(char *p, size_t n) {
  p = MEM_REALLOC_UNSIZED(allocators_get(ALLOC_SYSTEM_GENERAL), p, n);
  free(p);
}

void released(void) {
  char *p = malloc(3);
  MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_GENERAL), p);
}

/* A macro of the program's own that has a name of the target's. */
#define MEM_FREE(p) free(p)
#define MEM_REALLOC(n) malloc(n)

void own(void) {
  char *p = MEM_REALLOC(5);
  MEM_FREE(p);
}

/* In the body of another macro. */
struct node { struct node *next; };
#define NEW(type) MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), sizeof(type))
#define DROP(p) MEM_FREE_UNSIZED(allocators_get(ALLOC_SYSTEM_GENERAL), p)

void of_macros(void) {
  struct node *n = NEW(struct node);
  free(n);
  struct node *m = malloc(sizeof *m);
  DROP(m);
}

/* A function of the program's own that has the name of a macro. */
#undef MEM_ALLOC
void *MEM_ALLOC(struct mem_allocator *a, size_t n);

void function(size_t n) {
  char *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n);
  free(p);
}

/* Which of the rules' subsystems it is, only its text tells. */
#define OURS allocators_get(ALLOC_SYSTEM_GENERAL)

void unnamed(size_t n) {
  char *p = MEM_STRDUP(OURS, "a");
  free(p);
}
