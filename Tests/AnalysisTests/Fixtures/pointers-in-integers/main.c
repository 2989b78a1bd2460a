/* Pointers that are kept as integers, with tags in spare bits. The integers go through
   results, members, memory and other files as pointers do; where blocks of two sizes
   meet, none of the two is the size. */
#include "values.h"

#include <stdarg.h>
#include <string.h>

struct slot {
  value word;
};

static value stack[2];
static value (*open)(value) = forward;

#define BLOCK(v) ((void *)((v) & ~(value)7))

static value box(void *p) { return (value)p | 1; }

static value last(int count, ...) {
  va_list list;
  va_start(list, count);
  value result = 0;
  for (int i = 0; i < count; i++) result = va_arg(list, value);
  va_end(list);
  return result;
}

static struct slot wrapped(void *p) {
  struct slot s = {(value)p | 2};
  return s;
}

/* A pointer in a variable of its own that is tagged where it lies. */
static void mark(char **slot) { *(value *)slot |= 1; }

static void returned(void) {
  stack[0] = box(malloc(8));
  stack[1] = box(malloc(24));
  free(BLOCK(stack[1]));
  free(BLOCK(stack[0]));
}

static void computed(int tag) {
  value first = (value)malloc(9), second = (value)malloc(25);
  second |= 1;
  value other = tag ? second + 2 : second - 1;
  other++;
  free(BLOCK(other));
  first = -(value)-first;
  free((void *)first);
}

static void through_records(void) {
  struct slot slots[2] = {{(value)malloc(10)}, {0}};
  slots[1] = wrapped(malloc(26));
  for (int i = 0; i < 2; i++) free(BLOCK(slots[i].word));
}

static void through_calls(void) {
  free(BLOCK(last(2, (value)0, (value)malloc(27))));
  free((void *)open((value)malloc(28)));
}

static void through_memory(void) {
  value *values = malloc(2 * sizeof *values);
  values[0] = (value)malloc(12);
  values[1] = (value)malloc(30);
  value copy;
  memcpy(&copy, &values[1], sizeof copy);
  free((void *)copy);
  free((void *)values[0]);
  free(values);
}

static void in_place(void) {
  char *text = malloc(13);
  mark(&text);
  value v = *(value *)&text;
  free(BLOCK(v));
}

/* Alone in memory. */
static void give(value *out) { *out = (value)malloc(33); }

static void given(void) {
  value v;
  give(&v);
  char *p = (char *)malloc(16);
  free(p);
  value *cell = malloc(sizeof *cell);
  *cell = (value)malloc(33);
  p = v ? (char *)*cell : malloc(17);
  free(p);
  free((void *)v);
  free(cell);
}

/* Other files keep and give what they get. */
static void in_other_files(void) {
  push((value)malloc(14));
  push(box(malloc(32)));
  free(BLOCK(pop()));
  free(BLOCK(pop()));
}

/* Numbers are no pointers, though they are computed from some. */
static size_t numbers(const char *text) {
  const char *end = text + strlen(text);
  size_t length = (size_t)(end - text), hash = (value)text % 7;
  char *copy = malloc(15);
  free(copy);
  return length + hash;
}

int main(int argc, char **argv) {
  (void)argv;
  returned();
  computed(argc);
  through_records();
  through_calls();
  through_memory();
  in_place();
  given();
  in_other_files();
  return numbers("text") == 0;
}
