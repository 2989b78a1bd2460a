#include "lib.h"
#include <stdlib.h>
#include <string.h>

struct secret {
  char *name;
};

/* What a client gets, it gives back. */
struct secret *secret_new(const char *name) {
  struct secret *s = malloc(sizeof *s);
  if (s) s->name = strdup(name);
  return s;
}

void secret_free(struct secret *s) {
  free(s->name);
  free(s);
}

/* A client may have assigned the members of what it sees. */
struct open *open_new(const char *name) {
  struct open *o = malloc(sizeof *o);
  if (o) o->name = strdup(name);
  return o;
}

void open_free(struct open *o) {
  free(o->name);
  free(o);
}

/* Only the client knows. */
void lib_free(void *p) { free(p); }

/* Through an out parameter and back. */
int lib_make(struct secret **out) {
  *out = malloc(sizeof **out);
  return *out != 0;
}
