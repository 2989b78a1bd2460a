#include <stdlib.h>
#include <string.h>

static void ok(int n) {
  int *a = malloc(n * sizeof *a);
  free(a);
}

static void local(const char *s) {
  size_t len = strlen(s) + 1;
  char *a = malloc(len);
  memcpy(a, s, len);
  a[0] = 0;
  free(a);
}

/* Near miss: the variable changes. */
static void changed(int n) {
  char *a = malloc(n);
  n++;
  free(a);
}

/* Near miss: its address is taken. */
static void set(int *n) { *n = 7; }
static void taken(int n) {
  char *a = malloc(n);
  set(&n);
  free(a);
}

/* Near miss: the release is out of the variable's scope. */
static void scope(int c) {
  char *a = NULL;
  if (c) {
    int n = c * 2;
    a = malloc(n);
  }
  free(a);
}

/* Near miss: the block survives an iteration, the variable does not. */
static void loop(int c) {
  char *a = NULL;
  int n;
  while (c--) {
    n = c * 3;
    if (!a) a = malloc(n);
  }
  free(a);
}

/* Near miss: the block comes from another activation. */
static char *deeper(int n) {
  char *a = malloc(n);
  if (n > 1) {
    char *b = deeper(n - 1);
    free(b);
  }
  return a;
}

/* Static variables outlive the call, and keep together. */
static void keeps(int c) {
  static char *a;
  static int n;
  if (!a) {
    n = c;
    a = malloc(n);
  }
  if (c == 0) free(a);
}

/* Near miss: realloc's new size is not its old one. */
static void grow(int n) {
  char *a = NULL;
  a = realloc(a, n);
  free(a);
}

/* Near miss: a call's value. */
static int next(void) {
  static int n;
  return ++n;
}
static void called(void) {
  char *a = malloc(next());
  free(a);
}

int main(int argc, char **argv) {
  ok(argc);
  local(argv[0]);
  changed(argc);
  taken(argc);
  scope(argc);
  loop(argc);
  free(deeper(argc));
  keeps(argc);
  grow(argc);
  called();
  return 0;
}
