#include "hooks.h"

void *(*allocate)(size_t) = malloc;
void (*release)(void *) = default_free;

int main(void) {
  release(allocate(3));
  return is_default();
}
