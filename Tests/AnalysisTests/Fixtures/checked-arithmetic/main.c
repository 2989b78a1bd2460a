/* Sizes that are calculated by the builtins that notice an overflow. */
#include <stdlib.h>
#include <string.h>

struct buffer { char *data; size_t size; };

/* 1. The product is the size of the block and of the member: known. */
static int grow(struct buffer *b, size_t count, size_t each) {
  size_t bytes;
  if (__builtin_mul_overflow(count, each, &bytes)) return -1;
  char *data = realloc(b->data, bytes);
  if (!data) return -1;
  b->data = data;
  b->size = bytes;
  return 0;
}
static void reset(struct buffer *b) {
  free(b->data);
  b->data = NULL;
  b->size = 0;
}

/* 2. The sum changes between the block and the release: kept before. */
static void change(size_t size) {
  char *block = malloc(size);
  if (__builtin_add_overflow(size, 1, &size)) size = 0;
  free(block);
}

/* 3. The sum changes the member itself: not by it. */
struct member { char *data; size_t size; };
static void member_free(struct member *m) {
  free(m->data);
  free(m);
}
static void member(size_t size) {
  struct member *m = calloc(1, sizeof *m);
  if (!m) abort();
  m->data = malloc(size);
  m->size = size;
  if (__builtin_uaddl_overflow(m->size, 1, &m->size)) abort();
  member_free(m);
}

/* 4. Through a pointer to the member: not by it. */
struct pointed { char *data; size_t size; };
static void pointed_free(struct pointed *p) {
  free(p->data);
  free(p);
}
static void bump(size_t *size) {
  if (__builtin_add_overflow(*size, 1, size)) abort();
}
static void pointed(size_t size) {
  struct pointed *p = calloc(1, sizeof *p);
  if (!p) abort();
  p->data = malloc(size);
  p->size = size;
  bump(&p->size);
  pointed_free(p);
}

/* 5. A character of a string: not by its length. */
static void text(void) {
  char *text = strdup("hello");
  if (!text) abort();
  if (__builtin_sub_overflow(text[2], text[3], &text[2])) abort();
  free(text);
}

int main(void) {
  struct buffer b = {0};
  if (grow(&b, 10, 4) || grow(&b, 20, 4)) return 1;
  memset(b.data, 0, b.size);
  reset(&b);
  change(9);
  member(9);
  pointed(9);
  text();
  return 0;
}
