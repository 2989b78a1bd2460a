/* Records that are assigned as a whole, with the characters in their arrays. */
#include <stdlib.h>
#include <string.h>

struct rec { int id; char name[16]; };
static void next(struct rec *cur, struct rec *following, const char *name) {
  char *copy = malloc(strlen(name) + 1);
  strcpy(copy, name);
  *cur = *following; /* name is cur->name */
  free(copy);
}
static void local(void) {
  struct rec r = {1, "hello"}, q = {2, "x"};
  char *s = r.name;
  char *copy = malloc(strlen(s) + 1);
  r = q;
  free(copy);
}
struct holder { char *s; };
static void keep(struct holder *f, struct rec *v, const char *s) {
  f->s = malloc(strlen(s) + 1);
  v[0] = v[1];
  strcpy(f->s, s);
}
static void drop(struct holder *f) { free(f->s); }
int main(void) {
  struct rec v[2] = {{1, "hello"}, {2, "x"}};
  struct holder h;
  next(&v[0], &v[1], v[0].name);
  local();
  strcpy(v[0].name, "hello");
  keep(&h, v, v[0].name);
  drop(&h);
  return 0;
}
