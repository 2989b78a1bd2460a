#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

/* Clients may shorten the strings that they get, but not the program's own. */

/* A string that is made for the caller and kept nowhere. */
char *name_copy(const char *text) { return strdup(text); }

/* The same over two functions, behind a test. */
static char *joined(const char *one, const char *two) {
  char *both = malloc(strlen(one) + strlen(two) + 1);
  if (!both) return NULL;
  strcpy(both, one);
  strcat(both, two);
  return both;
}
char *name_join(const char *one, const char *two) {
  char *both = joined(one, two);
  if (!both) return name_copy("");
  return both;
}

/* Near miss: the program keeps the string that the client gets. */
static char *kept;
char *name_kept(const char *text) {
  free(kept);
  kept = strdup(text);
  return kept;
}

/* Near miss: a static variable keeps it. */
char *name_last(const char *text) {
  static char *last;
  free(last);
  last = strdup(text);
  return last;
}

/* Near miss: a function that is not known gets it, too. */
static char *told;
static void keep_told(char *text) { told = text; }
char *name_told(const char *text, void (*tell)(char *)) {
  char *copy = strdup(text);
  tell(copy);
  return copy;
}

/* Near miss: another place gets it by the variable's address. */
static char *stored;
static void store(char **text) { stored = *text; }
char *name_stored(const char *text) {
  char *copy = strdup(text);
  store(&copy);
  return copy;
}

/* Near miss: the maker cuts the string before a client gives it back. */
char *name_cut(const char *text) {
  char *copy = strdup(text);
  copy[1] = 0;
  return copy;
}
void name_free(char *text) { free(text); }

/* Near miss: the same in a function whose callers tell the size. */
static char *sized(const char *text, size_t n) {
  char *copy = malloc(n + 1);
  memcpy(copy, text, n);
  copy[n] = 0;
  copy[1] = 0;
  return copy;
}

/* Nobody here calls it, so this is a library, too. */
int name_unused(void) { return 0; }

static char *first, *second;

int main(int argc, char **argv) {
  first = name_copy("a-b");
  second = name_join("c", "-d");
  name_kept("e-f");
  name_last("g-h");
  name_told("i-j", keep_told);
  name_stored("k-l");
  name_free(name_cut("q-r"));
  free(sized("s-t", argc));
  puts(first);
  puts(second);
  free(first);
  free(second);
  free(told);
  free(stored);
  name_kept("o");
  name_last("p");
  return argc > 3 && argv[0] == NULL;
}
