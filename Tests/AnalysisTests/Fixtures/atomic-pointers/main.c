/* Pointers in atomic variables, which are read and written by their names alone. */
#include <stdatomic.h>
#include <stdlib.h>

struct box {
  _Atomic(char *) text;
};

static _Atomic(char *) slot;
static char *_Atomic spots[2];
static struct box box;
static _Atomic(char *) own;

static void drop(char *p) { free(p); }

static void put(_Atomic(char *) *to, char *text) { *to = text; }

int main(int argc, char **argv) {
  (void)argv;
  char *p = argc > 5 ? malloc(8) : NULL;
  slot = malloc(24);
  char *q = argc > 5 ? p : slot;
  free(q);

  box.text = malloc(25);
  drop(argc > 5 ? malloc(9) : box.text);

  spots[1] = malloc(26);
  char *r = argc > 5 ? malloc(10) : spots[1];
  free(r);

  put(&slot, malloc(27));
  p = argc > 5 ? malloc(11) : slot;
  free(p);

  atomic_store(&slot, malloc(28));
  p = argc > 5 ? malloc(12) : slot;
  free(p);

  own = malloc(13);
  free(own);
  return 0;
}
