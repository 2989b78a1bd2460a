#include "main.h"

int main(void) {
  ints_add(1);
  ints_add(2);
  ints_end();
  doubles_set(4);
  doubles_trim();
  doubles_end();
  struct view *view = view_new(10);
  view_cut(view);
  view_free(view);
  return 0;
}
