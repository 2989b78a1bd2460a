/* Writes by other names than those that a size is taken from. */
#include <stdlib.h>
#include <string.h>

struct pair { char *data; size_t size; };
struct shared { union { size_t size; size_t other; }; char *data; };

/* 1. The array under a string is cut by its own name: not by its length. */
static void by_array(void) {
  char array[] = "hello", *text = array;
  char *copy = malloc(strlen(text) + 1);
  if (copy) strcpy(copy, text);
  array[2] = 0;
  free(copy);
}

/* 2. The same a step further on. */
static void by_step(void) {
  char array[8] = "hello", *text = array;
  array[3] = 1;
  char *copy = malloc(strlen(text) + 1);
  if (copy) strcpy(copy, text);
  array[3]--;
  free(copy);
}

/* 3. The counter is written as another member of its union: inferred. */
static struct shared *shared_new(size_t size) {
  struct shared *s = calloc(1, sizeof *s);
  if (!s) abort();
  s->size = size;
  s->data = malloc(size);
  return s;
}
static void shared_free(struct shared *s) {
  free(s->data);
  free(s);
}

/* 4. Another object takes the place of the first in between: unsized. */
static void by_pointer(size_t size) {
  struct pair *first = calloc(1, sizeof *first), *second = calloc(1, sizeof *second);
  struct pair **place = &first, **alias = place, *kept = first;
  if (!first || !second) abort();
  (*place)->data = malloc(size);
  *alias = second;
  (*place)->size = size;
  free(kept->data);
  free(second->data);
  free(kept);
  free(second);
}

/* 5. A builtin cuts the string: not by its length. */
static void by_builtin(void) {
  char *text = strdup("hello world");
  if (!text) abort();
  __atomic_store_n(text + 2, 0, __ATOMIC_SEQ_CST);
  free(text);
}

/* 6. A builtin exchanges two blocks: each release gets either. */
static void by_exchange(void) {
  char *large = malloc(12), *small = malloc(4);
  char *old = __atomic_exchange_n(&small, large, __ATOMIC_SEQ_CST);
  free(small);
  free(old);
}

/* 7. The name of the type means another one here: unsized. */
struct named { char bytes[40]; };
static void *named_new(void) { return malloc(sizeof(struct named)); }
static void by_name(void) {
  void *block = named_new();
  struct named { char bytes[4]; } other;
  (void)other;
  free(block);
}

/* 8. Old builtins exchange two blocks: each release gets either. */
static void by_old_exchange(void) {
  char *large = malloc(12), *small = malloc(4);
  char *old = __sync_lock_test_and_set(&small, large);
  if (__sync_bool_compare_and_swap(&old, small, NULL)) abort();
  free(small);
  free(old);
}

/* 9. One counts references, which is nothing to the block: known. The other
 * changes the number that tells the size: not by it. */
struct counted { char *data; size_t size; int references; };
static void counted_free(struct counted *c) {
  free(c->data);
  free(c);
}
static void by_count(size_t size) {
  struct counted *c = calloc(1, sizeof *c);
  if (!c) abort();
  c->data = malloc(size);
  c->size = size;
  __sync_fetch_and_add(&c->references, 1);
  if (__sync_sub_and_fetch(&c->references, 1) == 0) counted_free(c);
}
struct changed { char *data; size_t size; };
static void by_change(size_t size) {
  struct changed *c = calloc(1, sizeof *c);
  if (!c) abort();
  c->data = malloc(size);
  c->size = size;
  __sync_fetch_and_add(&c->size, 1);
  free(c->data);
  free(c);
}

int main(void) {
  by_old_exchange();
  by_count(9);
  by_change(9);
  by_builtin();
  by_exchange();
  by_name();
  by_array();
  by_step();
  shared_free(shared_new(9));
  by_pointer(7);
  return 0;
}
