#include "drop.h"

int main(void) {
  release(malloc(8));
  release_same(malloc(32));
  void *made = create();
  free(made);
  return use();
}
