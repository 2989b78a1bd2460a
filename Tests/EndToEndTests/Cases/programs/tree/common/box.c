#include "box.h"

struct box *box_new(int value) {
  struct box *box = malloc(sizeof *box);
  if (box) box->value = value;
  return box;
}
