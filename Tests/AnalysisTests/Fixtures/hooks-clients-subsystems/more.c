#include <stdlib.h>

/* A function of which no rule says anything gets the address: blocks that it
   gives back come from there. */
void other_set(void *(*allocate)(size_t), void (*release)(void *));

/* It may call what a record holds as well. */
struct suite {
  void *(*allocate)(size_t);
};
void other_use(const struct suite *suite);
static struct suite suite = {malloc};

int start(void) {
  other_set(malloc, free);
  other_use(&suite);
  void *p = suite.allocate(3);
  free(p);
  return 0;
}
