#include <stdlib.h>
void h(void) {
  char *p = mal\
loc(3);
  fr\
ee(p);
}
