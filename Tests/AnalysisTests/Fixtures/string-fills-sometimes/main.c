#include <stdlib.h>
#include <string.h>

/* A block is a string that fills it if it surely becomes one before anybody can
   release it. */

static char *always(const char *s) {
  char *p = malloc(strlen(s) + 1);
  if (p) strcpy(p, s);
  return p;
}

static char *or_nothing(const char *s, int fails) {
  char *p = malloc(strlen(s) + 1);
  if (!p) return NULL;
  if (fails) {
    free(p);
    return NULL;
  }
  strcpy(p, s);
  return p;
}

/* Near misses. */
static char *sometimes(const char *s, int flag) {
  char *p = malloc(strlen(s) + 1);
  if (!p) return NULL;
  *p = 0;
  if (flag) strcpy(p, s);
  return p;
}

static char *unless(const char *s, int flag) {
  char *p = calloc(strlen(s) + 1, 1);
  if (!p) return NULL;
  if (flag) return p;
  strcpy(p, s);
  return p;
}

static char *jumping(const char *s, int flag) {
  char *p = calloc(strlen(s) + 1, 1);
  if (!p) return NULL;
  if (flag) goto out;
  strcpy(p, s);
out:
  return p;
}

static char *other_test(const char *s, const char *t) {
  char *p = calloc(strlen(s) + 1, 1);
  if (p && t) strcpy(p, s);
  return p;
}

static char *tested_before(const char *s, char *p) {
  if (p) {
    p = calloc(strlen(s) + 1, 1);
    if (!p) return NULL;
  } else {
    strcpy(p = calloc(strlen(s) + 1, 1), s);
  }
  return p;
}

static char *looping(const char *s, int n, char **all) {
  char *p = NULL;
  for (int i = 0; i < n; i++) {
    p = calloc(strlen(s) + 1, 1);
    if (!p) return NULL;
    all[i] = p;
  }
  strcpy(p, s);
  return p;
}

static char *looped(const char *s, int n) {
  char *p = calloc(strlen(s) + 1, 1);
  if (!p) return NULL;
  for (int i = 0; i < n; i++) strcpy(p, s);
  return p;
}

int main(int argc, char **argv) {
  char *all[2] = {NULL, NULL}, *s = "text", some[2];
  (void)argv;
  int flag = argc > 1;
  char *a = always(s), *b = or_nothing(s, flag);
  char *c = sometimes(s, flag), *d = unless(s, !flag), *e = jumping(s, !flag);
  char *f = other_test(s, flag ? s : NULL), *g = tested_before(s, some);
  char *h = looping(s, 2, all), *i = looped(s, argc - 1);
  free(a);
  free(b);
  free(c);
  free(d);
  free(e);
  free(f);
  free(g);
  free(h);
  free(all[0]);
  free(i);
  return 0;
}
