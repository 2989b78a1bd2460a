#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "mem/mem.h"

#define MOST 40
#define TRY(call) ((call) ? (void)0 : abort())

struct node { struct node *next; char *name; int value; };
struct vector { int *items; size_t count, capacity; };

volatile int zero;

/* What an earlier run has migrated, and new code that does not know of it. */

static struct node *make(const char *name) {
  struct node *n = MEM_CALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), 1, sizeof *n);
  n->name = MEM_STRDUP(allocators_get(ALLOC_SYSTEM_GENERAL), name);
  return n;
}

static void drop(struct node *n) {
  free(n->name);
  free(n);
}

static void push(struct vector *v, int item) {
  if (v->count == v->capacity) {
    size_t bytes = v->capacity * sizeof *v->items;
    v->capacity = v->capacity ? v->capacity * 2 : 4;
    v->items = MEM_REALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), v->items, bytes, v->capacity * sizeof *v->items);
  }
  v->items[v->count++] = item;
}

static void *get(size_t n) {
  void *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n);
  if (!p) abort();
  return p;
}

static void forms(size_t n) {
  char *constant = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), 30);
  free(constant);
  char *named = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), MOST + 1);
  free(named);
  char *asked = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n);
  free(asked);
  int *zeroed = MEM_CALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n, sizeof *zeroed);
  free(zeroed);
  char *cleared = MEM_ALLOC_ZERO(allocators_get(ALLOC_SYSTEM_GENERAL), n + 2);
  free(cleared);
  int *array = MEM_REALLOC_ARRAY_UNSIZED(allocators_get(ALLOC_SYSTEM_GENERAL), NULL, n, sizeof(int));
  free(array);
  void *aligned = MEM_ALLOC_ALIGNED(allocators_get(ALLOC_SYSTEM_GENERAL), 64, 128);
  free(aligned);
  char *part = MEM_STRNDUP(allocators_get(ALLOC_SYSTEM_GENERAL), "a longer text", 3);
  free(part);
  char *got = get(77);
  free(got);
  char *grown = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), 10);
  grown = MEM_REALLOC_UNSIZED(allocators_get(ALLOC_SYSTEM_GENERAL), grown, 20);
  free(grown);
  char *before = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), 10);
  before = realloc(before, 21);
  MEM_FREE(allocators_get(ALLOC_SYSTEM_GENERAL), before, 21);
  char *tried;
  TRY(tried = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), 33));
  free(tried);
}

/* One size, whoever allocates. */
static void alike(void) {
  struct node *n = zero ? malloc(sizeof *n) : MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), sizeof *n);
  free(n);
}

/* Two sizes: a variable for them would have to be set in the call that is migrated. */
static void different(size_t n) {
  char *p = malloc(16);
  if (zero) {
    free(p);
    p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n);
  }
  free(p);
}

static void different_migrated(size_t n) {
  char *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), 16);
  if (zero) {
    free(p);
    p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n);
  }
  free(p);
}

/* The size is another one by then. */
static void changed(size_t n) {
  char *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n);
  n++;
  free(p);
}

static void counted(size_t n) {
  char *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n++);
  free(p);
}

static void cut(size_t n) {
  char *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), (unsigned char)n);
  free(p);
}

/* A string that is one no more. */
static void shortened(void) {
  char *s = MEM_STRDUP(allocators_get(ALLOC_SYSTEM_GENERAL), "text.txt");
  s[4] = 0;
  free(s);
}

/* What a migrated call resizes has its last size. */
static void resized_by_another(char **p, size_t n) { *p = MEM_REALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), *p, 10, n); }

static void resized(size_t n) {
  char *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), 10);
  resized_by_another(&p, n);
  free(p);
}

/* A capacity that does not say how large the block is. */
struct text { char *bytes; size_t capacity; };

static void lie(struct text *t) {
  t->bytes = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), t->capacity);
  t->capacity += 3;
  free(t->bytes);
}

/* Raw memory that goes to what has been migrated. */
static void taken(void) {
  char *p = malloc(12);
  MEM_FREE(allocators_get(ALLOC_SYSTEM_GENERAL), p, 12);
}

/* What is written for the size of an old block is not evaluated if there is none. */
static void skipped(char *none, size_t n) {
  char *p = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), 5);
  size_t size = n;
  MEM_FREE(allocators_get(ALLOC_SYSTEM_GENERAL), none, size = 5);
  p = realloc(p, size);
  free(p);
}

int main(int argc, char **argv) {
  struct vector v = {0};
  struct text t = {0, 9};
  struct node *n = make(argv[0]);
  for (int i = 0; i < 30; i++) push(&v, i);
  forms(argc + 4);
  alike();
  different(argc + 4);
  different_migrated(argc + 4);
  changed(argc + 4);
  counted(argc + 4);
  cut(argc + 4);
  shortened();
  resized(argc + 40);
  lie(&t);
  taken();
  skipped(NULL, argc + 8);
  printf("%d\n", v.items[20] + n->value);
  free(v.items);
  drop(n);
  return 0;
}
