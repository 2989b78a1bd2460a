#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sizes that nothing holds where the block is released: a variable keeps them. */

/* Two sizes, and the second changes before the release. */
static int two(const char *text, int n) {
  char *p = NULL;
  int result;
  if (text) {
    p = malloc(n);
    n = 1;
  } else {
    p = calloc(n + 1, sizeof *p);
  }
  if (!p) return -1;
  p[0] = 'x';
  result = p[0];
  free(p);
  return result;
}

/* A copy that is cut while its source is gone. */
static int cut(char *line) {
  char *copy = strdup(line);
  int n = 0;
  line[0] = 0;
  for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) n++;
  free(copy);
  return n;
}

/* A buffer that grows by its own name. */
static size_t grow(int n) {
  size_t size = 4, used = 0;
  char *buffer = malloc(size);
  for (int i = 0; i < n; i++) {
    if (used == size) {
      size *= 2;
      buffer = realloc(buffer, size);
    }
    if (!buffer) return 0;
    buffer[used++] = 'x';
  }
  if (n > 7) size = 0;
  free(buffer);
  return used;
}

/* A buffer that grows over another name, with an exit that releases it. */
static int list(int n) {
  int *items = NULL, *bigger;
  int count = 0, result = -1;
  while (n-- > 0) {
    count++;
    bigger = realloc(items, count * sizeof *items);
    if (!bigger) goto out;
    items = bigger;
    items[count - 1] = n;
    if (n == 2) {
      count++;
      goto out;
    }
  }
  result = count;
out:
  free(items);
  return result;
}

/* Where a condition takes the block. */
static int condition(int n) {
  char *p;
  if ((p = malloc(n + 3)) == NULL) return 1;
  n = 0;
  p[0] = (char)n;
  free(p);
  if (!(p = malloc(n + 5))) return 1;
  n = 1;
  free(p);
  return 0;
}

/* A loop that takes and gives back a block each time. */
static int loop(char **words) {
  int total = 0;
  for (; *words; words++) {
    char *word = strdup(*words);
    word[0] = 0;
    *words = "";
    total++;
    free(word);
  }
  return total;
}

/* Near miss: another function may change the pointer. */
static void replace(char **p, int n) {
  free(*p);
  *p = malloc(n);
}
static void byAddress(int n) {
  char *p = malloc(n);
  n++;
  replace(&p, n);
  free(p);
}

/* Near miss: a block that comes from elsewhere. */
static char *made(int n) { return malloc(n % 2 ? n : n + 1); }
static void fromElsewhere(int n) {
  char *p = malloc(n);
  n++;
  if (n > 2) {
    free(p);
    p = made(n);
  }
  free(p);
}

/* Near miss: the size reads the block that is resized. */
struct counted {
  int n;
  char bytes[4];
};
static void readsItself(int n) {
  struct counted *c = malloc(sizeof *c);
  if (!c) return;
  c->n = n;
  c = realloc(c, sizeof *c + c->n);
  if (c) c->n = 0;
  free(c);
}

/* Near miss: no statement of its own. */
static int inside(int n) {
  char *p = malloc(n);
  n += 2;
  if (!(p = realloc(p, n))) return 1;
  n++;
  free(p);
  return 0;
}

/* Near miss: some code is not compiled. */
static void conditional(int n) {
  char *p = NULL;
#ifdef WITH_ROOM
  p = malloc(n + 64);
#else
  p = malloc(n);
#endif
  n++;
  free(p);
}

/* Near miss: a macro takes the block. */
#define TAKE(p, n) ((p) = malloc(n))
static void macro(int n) {
  char *p;
  TAKE(p, n);
  n++;
  free(p);
}

/* Near miss: the size is used up in the call. */
static void sideEffect(int n) {
  char *p = calloc(n++, 2);
  free(p);
}

/* Near miss: the pointer moves. */
static void moves(int n) {
  char *p = malloc(n);
  char *start = p;
  n++;
  p++;
  p--;
  free(start);
}

/* Near miss: a static variable keeps its block from call to call. */
static void keeps(int n) {
  static char *p;
  free(p);
  p = malloc(n);
}

/* A name that is taken already. */
static void taken(int n) {
  int q_bytes = 1;
  char *q = malloc(n);
  n = q_bytes;
  free(q);
}

/* The size would be read before or after what else the argument does. */
static void changing(int n) {
  int k = n;
  char *p = malloc(k);
  free((k = 3, p));
}

int main(int argc, char **argv) {
  char line[] = "a bb ccc";
  char *words[] = {"a", "bb", NULL};
  two("x", argc + 3);
  two(NULL, argc + 3);
  cut(line);
  grow(argc * 3);
  grow(20);
  list(argc);
  list(6);
  condition(argc);
  loop(words);
  byAddress(argc);
  fromElsewhere(argc);
  readsItself(argc);
  inside(argc);
  conditional(argc);
  macro(argc);
  sideEffect(argc);
  moves(argc);
  keeps(argc);
  keeps(argc + 1);
  taken(argc);
  changing(argc);
  return argv[0] == NULL;
}
