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

void make(struct state *s) {
  s->in.text = malloc(3);
  s->kind = malloc(2);
  s->in.n = 3;
  s->number = malloc(sizeof *s->number);
  s->two[0].of.name = malloc(7);
}
