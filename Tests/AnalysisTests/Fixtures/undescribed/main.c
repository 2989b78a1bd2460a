#include <stdlib.h>
#include <string.h>

extern char *lib_name(void);
extern void lib_fill(char **out);
extern void lib_read(char *s);
extern int lib_look(const char *s);

struct thing {
  char *name;
};
extern void lib_thing(struct thing *t);

int main(void) {
  char *n = lib_name();
  free(n);
  char *o = NULL;
  lib_fill(&o);
  if (!o) o = strdup("none");
  free(o);
  char *s = strdup("s");
  lib_read(s);
  free(s);
  char *t = strdup("t");
  lib_look(t);
  free(t);
  struct thing *g = malloc(sizeof *g);
  g->name = strdup("g");
  lib_thing(g);
  free(g->name);
  free(g);
  return 0;
}
