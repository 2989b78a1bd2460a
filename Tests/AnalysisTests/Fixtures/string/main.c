#include <stdlib.h>
#include <string.h>
#include <stdio.h>

static char *copy(const char *s) {
  char *p = malloc(strlen(s) + 1);
  if (p) strcpy(p, s);
  return p;
}

struct entry {
  char *name;
};

int main(int argc, char **argv) {
  char *a = strdup(argv[0]);
  printf("%s", a);
  free(a);
  char *b = copy(argv[0]);
  free(b);
  struct entry e = {strdup("x")};
  if (argc > 1) {
    free(e.name);
    e.name = copy("y");
  }
  free(e.name);
  char *c = strndup(argv[0], 3);
  free(c);

  /* Near misses: cut by an assignment, through an alias, by strtok. */
  char *d = strdup(argv[0]);
  d[0] = 0;
  free(d);
  char *f = strdup(argv[0]);
  char *end = strchr(f, 'x');
  if (end) *end = 0;
  free(f);
  char *g = strdup(argv[0]);
  strtok(g, " ");
  free(g);
  /* A buffer larger than its string. */
  char *h = malloc(100);
  strcpy(h, argv[0]);
  free(h);
  char *i = malloc(strlen(argv[0]) + 10);
  strcpy(i, argv[0]);
  free(i);
  /* Filled from something else. */
  char *j = malloc(strlen(argv[0]) + 1);
  strcpy(j, "");
  free(j);
  /* Only characters that are not zero. */
  char *k = strdup("abc");
  k[0] = 'x';
  free(k);
  return 0;
}
