/* Structs in a union that begin alike: C lets a program read what they have in common by either
   name, so no assumption is made there. Run with inferred sizes. */
#include <stdlib.h>

struct text { int tag; char *s; };
struct list { int tag; char *head; long count; };
union value {
  int tag;
  struct text text;
  struct list list;
};

static void by_either_name(void) {
  union value v;
  v.text.tag = 1;
  v.text.s = malloc(10);
  free(v.list.head); /* unsized: of 10 bytes */
  v.list.head = malloc(20);
  free(v.text.s); /* unsized: of 20 bytes */
}

/* A near miss: what comes first is something else, so nothing is meant to be read by the other
   name. */
struct wide { double d; char *p; };
struct tall { long n; char *q; };
union shape {
  struct wide wide;
  struct tall tall;
};

static void by_its_own_name(int isWide) {
  union shape *shape = malloc(sizeof *shape);
  if (isWide)
    shape->wide.p = malloc(30);
  else
    shape->tall.q = malloc(40);
  if (isWide)
    free(shape->wide.p); /* sized */
  else
    free(shape->tall.q); /* sized */
  free(shape);
}

int main(void) {
  by_either_name();
  by_its_own_name(0);
  by_its_own_name(1);
  return 0;
}
