#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEM_ALLOC(n) malloc(n)
#define MEM_FREE(p) free(p)

/* Functions and types that the runtime has as well. */
typedef struct Allocator {
  size_t used;
} Allocator;

static void *mem_alloc(Allocator *a, size_t n) {
  a->used += n;
  return malloc(n);
}
static void mem_free(void *p) { free(p); }
int mem_reset(Allocator *a) { return (int)(a->used = 0); }
int mem_report(void) { return 0; }

int main(void) {
  Allocator a = {0};
  char *text = MEM_ALLOC(12);
  if (!text) return 1;
  strcpy(text, "own");
  int *number = mem_alloc(&a, sizeof *number);
  if (!number) return 1;
  *number = (int)a.used + mem_report();
  printf("%s %d\n", text, *number);
  mem_free(number);
  MEM_FREE(text);
  return mem_reset(&a);
}
