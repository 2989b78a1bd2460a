#include <string.h>

void f(char *x, char **p, char *q) {
  free(strdup(x));
  *p = realloc(*p, strlen(strdup(q)));
  free(realloc(malloc(1), strlen(strdup(strdup(q)))));
}
