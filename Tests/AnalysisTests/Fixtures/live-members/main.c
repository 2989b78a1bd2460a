#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Sizes that can still be computed where the block is released. */

struct table {
  char **rows;
  int size;
};

struct parser {
  int *stack;
  struct table *table;
  int depth;
};

/* The member of an object that the function itself has made. */
static struct parser *parser_new(int depth) {
  struct parser *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  p->stack = calloc(depth, sizeof(int));
  if (!p->stack) {
    free(p);
    return NULL;
  }
  p->table = malloc(sizeof *p->table);
  if (!p->table) {
    free(p->stack);
    free(p);
    return NULL;
  }
  p->depth = depth;
  return p;
}

/* A member of a local record that a library filled before. */
static int slurp(const char *path) {
  struct stat info;
  if (stat(path, &info)) return -1;
  char *text = malloc(info.st_size + 1);
  if (!text) return -1;
  memset(text, 0, info.st_size + 1);
  int result = text[0];
  free(text);
  return result;
}

/* A variable that a loop has counted up before. */
static int count(char **words) {
  int n = 0;
  for (; words[n]; n++) {}
  int *lengths = malloc(n * sizeof *lengths);
  for (int i = 0; i < n; i++) lengths[i] = (int)strlen(words[i]);
  int sum = 0;
  for (int i = 0; i < n; i++) sum += lengths[i];
  free(lengths);
  return sum;
}

/* A jump forward to the end. */
static int jump(int n) {
  int result = -1;
  int m;
  m = n * 2;
  char *a = malloc(m);
  if (!a) goto out;
  a[0] = (char)n;
  if (n > 3) goto out;
  result = a[0];
out:
  free(a);
  return result;
}

/* A copy that is cut while its source stays. */
static int words(const char *line) {
  int n = 0;
  char *copy = strdup(line);
  for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) n++;
  free(copy);
  return n;
}

/* Near miss: a jump back. */
static int again(int n) {
  char *a = NULL;
retry:
  if (!a) a = malloc(n);
  n++;
  if (n < 10) goto retry;
  free(a);
  return n;
}

/* Near miss: another function changes the member. */
static void shrink(struct table *t) { t->size = 1; }
static void counted(struct table *t) {
  char *flags = calloc(t->size, 2);
  shrink(t);
  free(flags);
}
/* The same without the change. */
static int look(const struct table *t) { return t->size; }
static void unchanged(struct table *t) {
  char *flags = calloc(t->size, 2);
  look(t);
  free(flags);
}

/* Near miss: the record is gone. */
static void closed(int n) {
  struct table *t = malloc(sizeof *t);
  t->size = n;
  char *flags = calloc(t->size, 2);
  free(t);
  free(flags);
}

/* Near miss: the source is cut, too. */
static void both(char *line) {
  char *copy = strdup(line);
  line[0] = 0;
  copy[0] = 0;
  free(copy);
}

/* Near miss: the source is gone. */
static void gone(void) {
  char *line = strdup("x");
  char *copy = strdup(line);
  copy[0] = 0;
  free(line);
  free(copy);
}

/* Near miss: the second call overwrites what the library keeps. */
static void environment(const char *a, const char *b) {
  char *now = strerror(1);
  char *copy = strdup(now);
  copy[0] = 0;
  puts(strerror(2));
  puts(a);
  puts(b);
  free(copy);
}

int main(int argc, char **argv) {
  struct parser *p = parser_new(argc);
  struct table t = {argv, argc};
  slurp(argv[0]);
  count(argv);
  jump(argc);
  words(argv[0]);
  again(argc);
  counted(&t);
  t.size = argc;
  unchanged(&t);
  closed(argc);
  both(argv[0]);
  gone();
  environment("a", "b");
  free(p->table);
  free(p->stack);
  free(p);
  return 0;
}
