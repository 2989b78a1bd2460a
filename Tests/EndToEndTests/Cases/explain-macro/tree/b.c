#include "m.h"
void both(int *p, int *q) {
  MAKE(p);
  DROP_BOTH(p, q); DROP(p);
}
