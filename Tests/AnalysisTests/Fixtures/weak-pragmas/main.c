#include "drop.h"

extern int room_too;
void set_room(int to) { room_too = to; }

int main(void) {
  release(malloc(8));
  release_same(malloc(32));
  release_late(malloc(9));
  release_quoted(malloc(10));
  release_named(malloc(11));
  release_other(malloc(12));
  void *made = create();
  free(made);
  return use();
}
