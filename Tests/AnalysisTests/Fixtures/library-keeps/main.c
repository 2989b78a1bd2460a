#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* What a library keeps, it may give back, also through the members of a record
   and as what its own pointers point at. */

static int by_text(const void *a, const void *b) {
  return strcmp(a, b);
}

static void cut_leaf(const void *node, VISIT visit, int depth) {
  (void)depth;
  if (visit == leaf) (*(char *const *)node)[1] = 0;
}

/* Cut by what finds them. */
static void *tree;

static char *found(const char *s) {
  char *p = strdup(s), **node;
  tsearch(p, &tree, by_text);
  node = tfind(s, &tree, by_text);
  if (node) (*node)[1] = 0;
  return p;
}

static char *walked(const char *s) {
  char *p = strdup(s);
  void *root = NULL;
  tsearch(p, &root, by_text);
  twalk(root, cut_leaf);
  tdelete(s, &root, by_text);
  return p;
}

static char *looked_up(const char *s) {
  char *p = strdup(s);
  ENTRY entry = {p, p}, *back;
  back = hsearch(entry, ENTER);
  if (back) back->key[1] = 0;
  return p;
}

/* What is read into a member of a record: only inferred. */
static char *into_member(const char *s) {
  char *p = strdup(s);
  struct iovec part = {p, strlen(s)};
  if (readv(0, &part, 1) < 0) return p;
  return p;
}

/* What strtok kept is cut by its next call. */
static size_t tokens(char *text) {
  char *first = strtok(text, " ");
  char *rest = first + strlen(first) + 1;
  char *copy = malloc(strlen(rest) + 1);
  size_t length = 0;
  if (!copy) return 0;
  memset(copy, 'x', strlen(rest) + 1);
  if (strtok(NULL, " ")) length = strlen(rest);
  free(copy);
  return length;
}

/* scanf allocates what goes where a pointer to a pointer points. */
static void scanned(void) {
  char *word = NULL;
  if (sscanf("word", "%ms", &word) == 1) puts(word);
  free(word);
}

int main(void) {
  char text[] = "a bc d";
  char *b = found("hello"), *c = walked("hello");
  char *d, *e = into_member("hello");
  hcreate(8);
  d = looked_up("hello");
  hdestroy();
  free(b);
  free(c);
  free(d);
  free(e);
  scanned();
  return tokens(text) != 2;
}
