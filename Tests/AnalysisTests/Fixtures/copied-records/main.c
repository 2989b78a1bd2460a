/* A record that two sources define alike, with others without names inside it. */
#include <stdlib.h>

struct state {
  char *kind;
  struct {
    char *text;
    size_t n;
  } in;
  union {
    int *number;
    long other;
  };
  struct {
    union {
      char *name;
      int number;
    } of;
  } two[2];
};
void make(struct state *s);

static void drop(struct state *s) {
  free(s->in.text);
  free(s->kind);
  free(s->number);
  free(s->two[0].of.name);
}

int main(void) {
  struct state s;
  make(&s);
  drop(&s);
  return 0;
}
