#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct small { int a; };
struct large { int a[8]; };
struct lists { int n; va_list list; };

/* Each function has variable arguments of its own. */
static void drop_small(int n, ...) {
  va_list list;
  va_start(list, n);
  while (n--) free(va_arg(list, struct small *));
  va_end(list);
}

static void drop_large(int n, ...) {
  va_list list;
  va_start(list, n);
  while (n--) free(va_arg(list, struct large *));
  va_end(list);
}

void keep_apart(void) {
  drop_small(2, malloc(sizeof(struct small)), malloc(sizeof(struct small)));
  drop_large(1, malloc(sizeof(struct large)));
}

/* A list goes to another function, by copy, by pointer and in a record. */
static void drop_list(int n, va_list list) {
  while (n--) free(va_arg(list, struct small *));
}

static void drop_pointed(va_list *list) { free(va_arg(*list, void *)); }

static void drop_held(struct lists *lists) { free(va_arg(lists->list, void *)); }

static void pass_on(int n, ...) {
  va_list list, copy;
  struct lists lists;
  va_start(list, n);
  va_copy(copy, list);
  va_copy(lists.list, list);
  drop_list(n, list);
  if (n == 0) drop_pointed(&copy);
  if (n < 0) drop_held(&lists);
  va_end(list);
}

void hand_over(int n) {
  pass_on(n, malloc(12));
  if (n) pass_on(n, malloc(24));
}

/* Through a pointer to a function with variable arguments. */
static void (*sink)(int, ...) = drop_large;

void through_pointer(void) { sink(1, calloc(1, sizeof(struct large))); }

/* Nothing says what the function does with the list. */
void undescribed(const char *form, va_list list);

static void give(const char *form, ...) {
  va_list list;
  va_start(list, form);
  undescribed(form, list);
  va_end(list);
}

void given_away(const char *text) {
  char *copy = strdup(text);
  give("%s", copy);
  free(copy);
}

/* A string is written through a list. */
static void read_words(const char *text, ...) {
  va_list list;
  va_start(list, text);
  vsscanf(text, "%s", list);
  va_end(list);
}

void written(const char *text) {
  char *copy = strdup(text);
  read_words("", copy);
  free(copy);
}

