#include <stdlib.h>
#include <string.h>

/* Members of a union share their bytes: what one was assigned, another may
   give. That it does not is an assumption. */

struct section {
  int lines;
};

union value {
  long number;
  char *string;
  struct section *section;
};

struct entry {
  int kind;
  union value value;
};

static void set_string(struct entry *e, const char *s) {
  e->kind = 1;
  e->value.string = strdup(s);
}

static void set_section(struct entry *e) {
  e->kind = 2;
  e->value.section = malloc(sizeof(struct section));
}

static void clear(struct entry *e) {
  if (e->kind == 1) free(e->value.string);
  if (e->kind == 2) free(e->value.section);
  e->kind = 0;
}

int main(int argc, char **argv) {
  struct entry e = {0};
  set_string(&e, argv[0]);
  clear(&e);
  if (argc > 0) set_section(&e);
  clear(&e);
  return 0;
}
