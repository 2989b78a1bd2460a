// Pointers that outlive their function, but have its block where it gives it back.
#include <stdlib.h>
#include <string.h>

static int *events, *pipes;
static int total;
static int add(int n) { return events[0] + pipes[0] + n; }
static void once(int n) {
  events = calloc(n, sizeof *events);
  pipes = calloc(n * 2, sizeof *pipes);
  if (!events || !pipes) exit(1);
  events[0] = pipes[0] = n;
  total = add(n);
  free(pipes);
  free(events);
}

/* A static variable of the function itself. */
static size_t length(const char *text) {
  static char *copy;
  size_t room = strlen(text) + 3;
  copy = malloc(room);
  if (!copy) return 0;
  strcpy(copy, text);
  size_t result = strlen(copy);
  free(copy);
  copy = NULL;
  return result;
}

/* Others may assign it, but not meanwhile. */
static char *shared;
static void fill(size_t n) {
  shared = malloc(n);
  shared[0] = 1;
  free(shared);
  shared = NULL;
}
static void keep(size_t n) { shared = malloc(n * 2); }

/* Near miss: the old block where there is no new one. */
static char *old;
static void sometimes(size_t n) {
  if (n > 2) old = malloc(n);
  if (n == 2) return;
  free(old);
  old = NULL;
}
static void start(size_t n) { old = malloc(n + 8); }

/* Near miss: what is called assigns it. */
static char *changed;
static void change(void) { changed = malloc(3); }
static void calls(size_t n) {
  changed = malloc(n);
  char *own = changed;
  change();
  free(changed);
  changed = NULL;
  free(own);
}

/* Near miss: the function is entered again. */
static char *inner;
static void again(size_t n) {
  inner = malloc(n);
  if (n == 1) return;
  char *own = inner;
  again(n - 1);
  free(inner);
  inner = NULL;
  free(own);
}

/* Near miss: through its address. */
static char *reached;
static void replace(char **place) { *place = malloc(5); }
static void address(size_t n) {
  reached = malloc(n);
  char *own = reached;
  replace(&reached);
  free(reached);
  free(own);
}

/* Near miss: the number changes. */
static char *counted;
static void counts(size_t n) {
  counted = malloc(n);
  n++;
  counted[0] = (char)n;
  free(counted);
}

/* Near miss: what a pointer calls is not known. */
static char *called;
static void (*hook)(void);
static void set(void) { called = malloc(9); }
static void by_pointer(size_t n) {
  called = malloc(n);
  char *own = called;
  hook();
  free(called);
  free(own);
}

int main(void) {
  once(3);
  once(5);
  if (length("text") != 4) return 1;
  fill(4);
  keep(4);
  free(shared);
  start(1);
  sometimes(1);
  sometimes(5);
  calls(7);
  again(2);
  address(4);
  counts(4);
  hook = set;
  by_pointer(4);
  return total == 15 ? 0 : 1;
}
