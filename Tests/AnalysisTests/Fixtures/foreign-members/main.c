#define _GNU_SOURCE
#include <regex.h>
#include <stdlib.h>
#include <string.h>

/* regfree() gives back what the program has put into the record. */
struct matcher {
  struct re_pattern_buffer pattern;
  char *text;
};

static struct matcher *compile(const char *text) {
  struct matcher *m = calloc(1, sizeof *m);
  if (!m) return NULL;
  m->pattern.fastmap = malloc(1 << 8);
  m->text = strdup(text);
  re_set_syntax(RE_SYNTAX_POSIX_BASIC);
  if (re_compile_pattern(text, strlen(text), &m->pattern)) abort();
  return m;
}

static void drop(struct matcher *m) {
  regfree(&m->pattern);
  free(m->text);
  free(m);
}

int main(int argc, char **argv) {
  struct matcher *m = compile(argv[0]);
  if (m) drop(m);

  regex_t *plain = malloc(sizeof *plain);
  if (!plain || regcomp(plain, "a*b", REG_EXTENDED)) return 1;
  int found = regexec(plain, argv[argc - 1], 0, NULL, 0);
  regfree(plain);
  free(plain);
  return found && found != REG_NOMATCH;
}
