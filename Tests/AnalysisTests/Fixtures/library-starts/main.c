/* What the library finds in a string may be its start. */
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const char *text, size_t size) {
  char *result = malloc(size);
  if (!result) exit(1);
  return strcpy(result, text);
}

int main(int argc, char **argv) {
  (void)argv;
  char *rest, *p = argc > 5 ? malloc(8) : strtok(copy("a b", 4), " ");
  free(p);

  char *q = argc > 5 ? malloc(9) : strtok_r(copy("a b c", 6), " ", &rest);
  free(q);

  char *r = argc > 5 ? malloc(10) : dirname(copy("usr/lib", 8));
  free(r);

  char *s = argc > 5 ? malloc(11) : basename(copy("lib", 4));
  free(s);

  char *t = malloc(12);
  free(t);
  return 0;
}
