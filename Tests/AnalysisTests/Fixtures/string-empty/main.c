/* One zero is a string, too. */
#include <stdlib.h>
#include <string.h>

static void *zeroed(size_t size) {
  void *block = calloc(1, size);
  if (!block) abort();
  return block;
}

static char *name_of(const char *text) {
  if (!*text) return zeroed(1);
  return strdup(text);
}
static char *title_of(const char *text) {
  if (!*text) return calloc(1, sizeof(char));
  return strdup(text);
}

/* Near misses: a character is stored, and more than one zero. */
static char *mark_of(const char *text) {
  if (*text) return strdup(text);
  char *mark = calloc(1, 1);
  if (mark) mark[0] = 'x';
  return mark;
}
static char *pair_of(const char *text) {
  return *text ? strdup(text) : calloc(2, 1);
}

int main(int argc, char **argv) {
  const char *text = argc > 1 ? argv[1] : "";
  char *name = name_of(text), *title = title_of(text);
  char *mark = mark_of(text), *pair = pair_of(text);
  free(name);
  free(title);
  free(mark);
  free(pair);
  return 0;
}
