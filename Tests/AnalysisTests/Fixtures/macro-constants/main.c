// Constants in sizes that macros compute: numbers are what they are everywhere, names may not be.
#include <stdio.h>
#include <stdlib.h>
#define NEW(n, t) ((t *)malloc((n) * sizeof(t)))
#define LINE 80
#define get malloc
#define LINES(n) get((n) * LINE)
#define TRIPLE(n) get(3 * (n))
#define CHECKED(e) do { if (!(e)) abort(); } while (0)
enum { SLOTS = 12 };
static void numbers(int n) {
  int *a = NEW(n + 1, int);
  char *b = TRIPLE(n);
  char *c;
  a[n] = 0;
  free(a);
  free(b);
  CHECKED(c = malloc(n + 7));
  free(c);
}
static void names(int n) {
  char *a = NEW(BUFSIZ, char);
  char *b = LINES(n);
  char *c = NEW(n + SLOTS, char);
  char *d;
  char *e = NEW(LINE + 1, char);
  a[BUFSIZ - 1] = 0;
  free(a);
  free(b);
  free(c);
  CHECKED(d = malloc(n + LINE));
  free(d);
  free(e);
}
int main(int argc, char **argv) {
  (void)argv;
  numbers(argc + 2);
  names(argc + 3);
  return 0;
}
