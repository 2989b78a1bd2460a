#include <stdlib.h>
#include <string.h>

/* What one member of a union was assigned is released as another: the program would never
   release it if it were not. */

enum kind { NONE, TEXT, WIDE };

struct value {
  enum kind kind;
  union {
    char *text;
    int *wide;
  } is;
};

static void set_text(struct value *v, const char *s) {
  v->kind = TEXT;
  v->is.text = strdup(s);
}

static void set_wide(struct value *v, const char *s) {
  size_t length = strlen(s) + 1;
  v->kind = WIDE;
  v->is.wide = malloc(length * sizeof(int));
  for (size_t i = 0; i < length; i++) v->is.wide[i] = (unsigned char)s[i];
}

static void clear(struct value *v) {
  switch (v->kind) {
  case TEXT:
  case WIDE:
    free(v->is.text);
    break;
  case NONE:
    break;
  }
  v->kind = NONE;
}

int main(void) {
  struct value *v = calloc(1, sizeof *v);
  set_text(v, "text");
  clear(v);
  set_wide(v, "wide");
  clear(v);
  free(v);
  return 0;
}
