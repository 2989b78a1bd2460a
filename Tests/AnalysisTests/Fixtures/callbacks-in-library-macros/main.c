#include <obstack.h>
#include <stdio.h>
#include <stdlib.h>

/* A macro of a library's header takes the address of free: what the library gets from
   the function beside it, it gives back there. */
static void *xmalloc(size_t n) {
  void *p = malloc(n);
  if (!p) abort();
  return p;
}

static void *for_us(size_t n) {
  void *p = malloc(n);
  if (!p) abort();
  return p;
}

#define obstack_chunk_alloc xmalloc
#define obstack_chunk_free free

int main(void) {
  struct obstack o;
  obstack_init(&o);
  puts(obstack_copy0(&o, "abc", 3));
  obstack_free(&o, NULL);
  int *p = for_us(sizeof *p);
  free(p);
  return 0;
}
