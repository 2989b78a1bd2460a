#include <stdlib.h>
void f(struct m *m, int i) {
  free(m->cells[(i, 0)]);
  free((int[]){1, 2});
}
