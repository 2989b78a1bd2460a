#include <stdlib.h>
#if 0
don't free(x)
#endif
void f(char *p) {
  puts("free(p) \" free(p)"); /* free(p) */ // free(p)
  free(strchr(p, ')')); free(strchr(p, ',')), free(p + '"');
}
