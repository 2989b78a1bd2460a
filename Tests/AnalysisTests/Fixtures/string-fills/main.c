#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Strings that fill their blocks, made by more than one step. */

static char *joined(const char *a, const char *b) {
  char *p = malloc(strlen(a) + strlen(b) + 2);
  if (!p) return NULL;
  strcpy(p, a);
  strcat(p, "/");
  strcat(p, b);
  return p;
}

static char *formatted(const char *dir, const char *file) {
  size_t len = strlen(dir) + strlen(file) + 2;
  char *p = malloc(len);
  if (p) snprintf(p, len, "%s/%s", dir, file);
  return p;
}

static char *measured(const char *s) {
  size_t len = strlen(s);
  char *p = malloc(len + 1);
  if (!p) return NULL;
  memcpy(p, s, len);
  p[len] = '\0';
  return p;
}

static char *at_once(const char *s) {
  size_t size = strlen(s) + 1;
  return memcpy(malloc(size), s, size);
}

/* Only if no byte among the first n is zero. */
static char *part(const char *s, size_t n) {
  char *p = malloc(n + 1);
  if (!p) return NULL;
  memcpy(p, s, n);
  p[n] = 0;
  return p;
}

static char *stem(const char *name) {
  const char *dot = name + strlen(name);
  const char *next = name;
  while ((next = strchr(next, '.'))) dot = next++;
  char *p = malloc(dot - name + 1 + sizeof(".out") - 1);
  memcpy(p, name, dot - name);
  p[dot - name] = 0;
  strcat(p, ".out");
  return p;
}

static char *home(const char *name, const char *file) {
  struct passwd *user = getpwnam(name);
  char *p = NULL;
  if (user) {
    p = malloc(strlen(user->pw_dir) + strlen(file) + 1);
    if (!p) return NULL;
    strcpy(p, user->pw_dir);
    strcat(p, file);
  }
  if (!p) p = strdup(file);
  return p;
}

static void through(const char *name, char **out) {
  *out = malloc(strlen(name) + 3);
  if (*out == NULL) {
    fprintf(stderr, "no memory\n");
    exit(1);
  }
  strcpy(*out, name);
  strcat(*out, ".o");
}

/* Near misses. */

/* The second part is not always appended. */
static char *sometimes(const char *a, const char *b, int more) {
  char *p = malloc(strlen(a) + strlen(b) + 1);
  strcpy(p, a);
  if (more) strcat(p, b);
  return p;
}

/* One byte of the block stays unused. */
static char *roomy(const char *a) {
  char *p = malloc(strlen(a) + 2);
  strcpy(p, a);
  return p;
}

/* What was measured is cut before it is copied. */
static char *cut(char *s) {
  size_t len = strlen(s);
  char *p = malloc(len + 1);
  s[1] = 0;
  strcpy(p, s);
  return p;
}

/* Numbers are of any length. */
static char *numbered(const char *s, int n) {
  char *p = malloc(strlen(s) + 3);
  sprintf(p, "%s%d", s, n);
  return p;
}

/* The terminator stands before the end. */
static char *early(const char *s) {
  size_t len = strlen(s);
  char *p = malloc(len + 1);
  memcpy(p, s, len);
  p[len - 1] = 0;
  return p;
}

/* Not more than four characters are printed. */
static char *limited(const char *s) {
  char *p = malloc(strlen(s) + 1);
  snprintf(p, 5, "%s", s);
  return p;
}

/* Another block is filled through the same variable. */
static char *other(const char *s, const char *t) {
  char *p = malloc(strlen(s) + 1);
  char *q = p;
  p = malloc(100);
  strcpy(p, s);
  free(p);
  strcpy(q, t);
  return q;
}

/* A block is filled anew while the string fits. */
struct text {
  char *start;
  size_t length;
};
static void assign(struct text *t, const char *s) {
  size_t length = strlen(s);
  char *p = t->start;
  if (length > t->length) {
    p = malloc(length + 1);
    free(t->start);
    t->start = p;
    t->length = length;
  }
  memcpy(p, s, length);
  p[length] = 0;
}

/* The same through a member. */
static void assign_directly(struct text *t, const char *s) {
  if (!t->start) t->start = malloc(strlen(s) + 1);
  strcpy(t->start, s);
}

int main(int argc, char **argv) {
  char *p;
  struct text t = {NULL, 0};
  assign(&t, "something long");
  assign(&t, "short");
  free(t.start);
  t.start = NULL;
  assign_directly(&t, "something long");
  assign_directly(&t, "short");
  free(t.start);
  free(joined(argv[0], "x"));
  free(formatted(argv[0], "x"));
  free(measured(argv[0]));
  free(at_once(argv[0]));
  free(part(argv[0], argc));
  free(stem(argv[0]));
  free(home(argv[0], "/x"));
  through(argv[0], &p);
  free(p);
  free(sometimes(argv[0], "x", argc > 1));
  free(roomy(argv[0]));
  free(cut(argv[0]));
  free(numbered(argv[0], argc));
  free(early(argv[0]));
  free(limited(argv[0]));
  free(other(argv[0], "x"));

  /* Not filled yet when it is released. */
  char *late = malloc(strlen(argv[0]) + 1);
  if (argc > 3) {
    free(late);
    return 1;
  }
  strcpy(late, argv[0]);
  puts(late);
  free(late);
  return 0;
}
