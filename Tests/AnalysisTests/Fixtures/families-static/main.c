#include <stdlib.h>
#include <string.h>

/* The project's rules name functions of this file's own. */
static char *copy_of(const char *s) {
  size_t n = strlen(s) + 1;
  char *p = malloc(n);
  if (p) memcpy(p, s, n);
  return p;
}

static void *take(size_t n) {
  void *p = malloc(n);
  if (!p) abort();
  return p;
}

static void give(void *p) { free(p); }

/* Near miss: it only shares the name of one that a pack describes. */
static char *getcwd(char *buffer, size_t n) {
  if (n > 1) strcpy(buffer, ".");
  return buffer;
}

struct name {
  char *text;
};

int main(void) {
  struct name *n = take(sizeof *n);
  n->text = copy_of("name");
  char *again = copy_of(n->text);
  free(again);
  free(n->text);
  give(n);
  char *folder = getcwd(take(20), 20);
  give(folder);
  return 0;
}
