#include "m.h"
void both(int *p, int *q);
int main(void) {
  int *p, *q;
  MAKE(p);
  MAKE(q);

  if (!p) DROP(q);
  if (p) { *p = 1; DROP_BOTH(p, q); }
  both(p, q);
  return 0;
}
