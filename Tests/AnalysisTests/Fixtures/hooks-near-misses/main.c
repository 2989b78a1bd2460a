#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Addresses that stay what they are. */

struct entry {
  const char *name;
  void *(*function)(size_t);
};
#define ENTRY(f) {#f, f}
#define WRAPPED(f) ENTRY(f)

/* Its name is text, too. */
static struct entry entries[] = {WRAPPED(malloc)};

/* Of another type than malloc. */
void *small_alloc(int size);
void small_free(void *p, int size);

static void *(*small)(int) = small_alloc;
static void (*drop)(void *, int) = small_free;

/* Only looked at. */
static size_t (*ask)(void *) = malloc_usable_size;

/* Both names of one macro come from one place: neither moves without the
   other. */
#define THREE free, realloc, free
struct three {
  void (*a)(void *);
  void *(*b)(void *, size_t);
  void (*c)(void *);
};
static struct three trio = {THREE};

/* What a library hands out is any function. */
void *(*look_up(const char *name))(size_t);
void look_up_too(void *(**function)(size_t));

static int pick(int which) {
  void *(*found)(size_t) = look_up("allocate");
  void *(*other)(size_t);
  look_up_too(&other);
  void *p = which ? malloc(4) : found(100);
  void *q = which ? malloc(4) : other(100);
  free(p);
  free(q);
  return which;
}

static void *own(size_t n) { return (void *)(n * 8); }

int main(int argc, char **argv) {
  char *one = entries[0].function(3);
  free(one);
  void *two = small(4);
  drop(two, 4);
  void *three = malloc(4);
  printf("%zu\n", ask(three));
  free(three);
  /* Nothing is called through these. */
  printf("%p\n", (void *)realloc);
  void *(*fixed)(size_t) = own;
  if (fixed == malloc) return 1;
  trio.a(trio.b(malloc(6), 7));
  trio.c(malloc(6));
  pick(argc);
  return strcmp(entries[0].name, "malloc");
}
