#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Strings that are copied out of arrays. */

static void *xmalloc(size_t n) {
  void *p = malloc(n);
  if (!p) {
    fprintf(stderr, "no memory\n");
    exit(1);
  }
  return p;
}

#define copy(s) strcpy(xmalloc(strlen(s) + 1), (s))

static char shared[32];

static char *of_local(int n) {
  char text[32];
  snprintf(text, sizeof text, "number %d", n);
  char *p = malloc(strlen(text) + 1);
  if (p) strcpy(p, text);
  return p;
}

static char *of_rest(int n) {
  char text[32];
  snprintf(text, sizeof text, "number %d", n);
  return copy(text + 1);
}

static char *of_element(int n) {
  char text[32];
  snprintf(text, sizeof text, "number %d", n);
  return copy(&text[2]);
}

static char *of_shared(int n) {
  snprintf(shared, sizeof shared, "shared %d", n);
  size_t length = strlen(shared);
  char *p = xmalloc(length + 1);
  memcpy(p, shared, length + 1);
  return p;
}

static char *of_one(const char **names, int i) {
  const char *own[3] = {"a", "bc", "def"};
  char *p = malloc(strlen(own[i % 3]) + strlen(names[0]) + 1);
  if (p) {
    strcpy(p, own[i % 3]);
    strcat(p, names[0]);
  }
  return p;
}

/* In parentheses, too. */
static char *of_literal(const char *s) { return s ? copy(s) : copy("a \"literal\"\n"); }

struct entry {
  int number;
  char name[16];
};

static char *of_member(struct entry *e) { return copy(e->name); }

static char *of_record(int n) {
  struct entry e = {n, ""};
  snprintf(e.name, sizeof e.name, "e%d", n);
  char *p = malloc(strlen(e.name) + 1);
  if (p) strcpy(p, e.name);
  return p;
}

/* Near misses. */

static char *cut_between(int n) {
  char text[32];
  snprintf(text, sizeof text, "number %d", n);
  char *p = malloc(strlen(text) + 1);
  text[3] = 0;
  strcpy(p, text);
  return p;
}

static char *cut_by_pointer(int n) {
  char text[32];
  char *end = text + 4;
  snprintf(text, sizeof text, "number %d", n);
  size_t length = strlen(text);
  *end = 0;
  char *p = malloc(length + 1);
  strcpy(p, text);
  return p;
}

static char *read_between(int n) {
  char text[32] = "longer than a number";
  char *p = malloc(strlen(text) + 1);
  snprintf(text, sizeof text, "%d", n);
  strcpy(p, text);
  return p;
}

static void *cutting(size_t n) {
  shared[2] = 0;
  return malloc(n);
}

static char *cut_by_wrapper(int n) {
  snprintf(shared, sizeof shared, "shared %d", n);
  char *p = cutting(strlen(shared) + 1);
  strcpy(p, shared);
  return p;
}

/* The second time the array begins anew. */
static char *made_anew(int n) {
  char *p = NULL;
  for (int i = 0;; i++) {
    char text[32] = "x";
    if (p) {
      strcpy(p, text);
      return p;
    }
    snprintf(text, sizeof text, "number %d", n + i);
    p = malloc(strlen(text) + 1);
  }
}

static char *overwritten(struct entry *e, const struct entry *other) {
  char *p = malloc(strlen(e->name) + 1);
  *e = *other;
  strcpy(p, e->name);
  return p;
}

static char *cleared(struct entry *e) {
  char *p = malloc(strlen(e->name) + 1);
  memset(e, 0, sizeof *e);
  strcpy(p, e->name);
  return p;
}

static char *of_the_next(struct entry *e) {
  char *p = malloc(strlen(e->name) + 1);
  e++;
  strcpy(p, e->name);
  return p;
}

union either {
  long number;
  char name[16];
};

static char *of_union(union either *u) {
  char *p = malloc(strlen(u->name) + 1);
  u->number = 0;
  strcpy(p, u->name);
  return p;
}

static char *of_another(int i) {
  const char *names[3] = {"a", "bc", "def"};
  char *p = malloc(strlen(names[i % 3]) + 1);
  names[i % 3] = "";
  strcpy(p, names[i % 3]);
  return p;
}

static char *of_another_index(int i) {
  char names[3][4] = {"abc", "b", "c"};
  char *p = malloc(strlen(names[i]) + 1);
  i++;
  strcpy(p, names[i]);
  return p;
}

int main(int argc, char **argv) {
  const char *names[] = {argv[0], NULL};
  struct entry entries[3] = {{1, "first"}, {2, "2"}, {3, "another"}};
  union either u = {.name = "of a union"};
  char *a = of_local(argc), *b = of_rest(argc), *c = of_element(argc), *d = of_shared(argc);
  free(a);
  free(b);
  free(c);
  free(d);
  char *e = of_one(names, argc), *f = of_literal(argv[1]), *g = of_member(entries);
  free(e);
  free(f);
  free(g);
  char *h = of_record(argc);
  free(h);
  char *i = cut_between(argc), *j = cut_by_pointer(argc), *k = read_between(argc);
  free(i);
  free(j);
  free(k);
  char *l = cut_by_wrapper(argc), *m = made_anew(argc), *n = overwritten(entries, &entries[1]);
  free(l);
  free(m);
  free(n);
  char *o = cleared(&entries[2]), *p = of_the_next(entries), *q = of_union(&u);
  free(o);
  free(p);
  free(q);
  char *r = of_another(argc), *s = of_another_index(0);
  free(r);
  free(s);
  return 0;
}
