#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shape.h"

/* Where an assignment surely reaches a release, others do not count. */

/* What the constructor has just made, though clients can see the members. */
struct shape *shape_new(const char *name, int n) {
  struct shape *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->name = strdup(name);
  if (!s->name) {
    free(s);
    return NULL;
  }
  s->points = malloc(n * sizeof *s->points);
  if (!s->points) {
    free(s->name);
    free(s);
    return NULL;
  }
  s->count = n;
  if (n > 5) {
    free(s->points);
    free(s->name);
    free(s);
    return NULL;
  }
  return s;
}

/* A client could have written these. */
void shape_free(struct shape *s) {
  if (!s) return;
  free(s->name);
  free(s->points);
  free(s);
}

/* A member of a union that another function writes elsewhere. */
int shape_tag(struct shape *s, int kind) {
  s->tag.text = strdup("round");
  if (kind > 1) {
    free(s->tag.text);
    s->tag.number = kind;
    return 0;
  }
  free(s->tag.text);
  s->tag.text = NULL;
  return 1;
}

/* Near miss: the other member of the union is written between, which would break
   the assumption. Nobody calls it. */
void shape_retag(struct shape *s) {
  s->tag.text = strdup("flat");
  char *old = s->tag.text;
  s->tag.box = malloc(sizeof *s->tag.box);
  free(old);
  free(s->tag.text);
  s->tag.text = NULL;
}

/* Near miss: a function that runs between replaces the member. */
static void rename_to(struct shape *s, const char *name, int n) {
  char *text = malloc(n + 20);
  strcpy(text, name);
  free(s->name);
  s->name = text;
}
void shape_rename(struct shape *s, int n) {
  free(s->name);
  s->name = strdup("before");
  rename_to(s, "after", n);
  free(s->name);
  s->name = NULL;
}

/* Near miss: the member of another object, which may be the same. */
void shape_both(struct shape *a, struct shape *b, int n) {
  free(a->name);
  a->name = strdup("one");
  if (n > 1) {
    free(b->name);
    b->name = malloc(n + 7);
    strcpy(b->name, "two");
  }
  free(a->name);
  a->name = NULL;
}

/* Near miss: the base changes. */
void shape_next(struct shape *s, struct shape *t) {
  free(s->name);
  s->name = strdup("here");
  s = t;
  free(s->name);
  s->name = NULL;
}

/* Near miss: a jump leads past the assignment. */
int jump(int n) {
  char *p = NULL;
  char *q = malloc(n + 2);
  if (n > 2) {
    p = q;
    goto out;
  }
  free(q);
  p = malloc(9);
  if (n == 2) {
  out:
    n = 0;
  }
  free(p);
  return n;
}

/* Near miss: a loop brings another block. */
int rounds(int n) {
  char *p = malloc(8);
  int i;
  for (i = 0; i < n; i++) {
    free(p);
    p = malloc(i + 1);
  }
  free(p);
  return i;
}

/* Near miss: the case label is reached past the assignment. */
int cases(int n) {
  char *p = malloc(n + 11);
  switch (n) {
    case 1:
      free(p);
      p = malloc(16);
      if (n) {
        case 2:
        n++;
      }
      free(p);
      break;
    default: free(p);
  }
  return n;
}

/* Near miss: memory is copied over the record. */
void overwritten(struct shape *s, const struct shape *t) {
  free(s->name);
  s->name = strdup("old");
  free(s->name);
  s->name = strdup("new");
  char *keep = s->name;
  memcpy(s, t, sizeof *s);
  free(keep);
  free(s->name);
  s->name = NULL;
}

/* Nobody here calls it, so this is a library, too. */
int shape_unused(void) { return 0; }

int main(int argc, char **argv) {
  struct shape *s = shape_new("square", 4);
  struct shape *t = shape_new("line", argc);
  struct shape other = {0};
  shape_free(shape_new("star", 6));
  shape_tag(s, 1);
  shape_tag(s, 2);
  s->tag.text = NULL;
  shape_rename(s, argc);
  shape_both(s, t, argc);
  shape_both(s, s, argc + 1);
  shape_next(s, t);
  jump(argc);
  jump(argc + 1);
  jump(argc + 2);
  rounds(argc + 3);
  cases(1);
  cases(2);
  cases(argc + 3);
  other.name = malloc(argc + 30);
  overwritten(s, &other);
  s->points = NULL;
  shape_free(s);
  shape_free(t);
  return argv[0] == NULL;
}
