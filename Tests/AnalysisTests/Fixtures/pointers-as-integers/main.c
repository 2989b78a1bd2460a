/* Blocks that come as integers through another member of a union, or through
   another record's view of the same memory. */
#include <stdint.h>
#include <stdlib.h>

union word {
  unsigned long bits;
  char *text;
};
struct value {
  int tag;
  union {
    intptr_t number;
    char *string;
    double real;
  } as;
};
union twice {
  long one;
  unsigned long other;
};
struct raw {
  long word;
};
struct cooked {
  char *text;
};
/* Its integers are numbers alone. */
struct plain {
  int tag;
  union {
    long number;
    char *string;
  } as;
};

int main(int argc, char **argv) {
  (void)argv;
  union word w;
  w.text = malloc(20);
  free(w.text);
  w.bits = (unsigned long)malloc(33);
  free(w.text);

  struct value v;
  v.as.string = malloc(10);
  free(v.as.string);
  v.as.number = (intptr_t)malloc((size_t)argc + 40);
  free(v.as.string);

  union twice t;
  t.one = (long)malloc(12);
  free((void *)t.other);
  t.other = (unsigned long)malloc(9);
  free((void *)t.other);

  struct raw r;
  struct cooked *c = (struct cooked *)&r;
  c->text = malloc(7);
  free(c->text);
  r.word = (long)malloc(50);
  free(c->text);

  struct plain p;
  p.as.number = argc;
  p.as.string = malloc(11);
  free(p.as.string);
  return 0;
}
