#include <stdlib.h>

void f(char *p, char *q, void *r) {
  free(/*why*/p /* x */);
  free( /* padded */ q );
  free /* odd */ (r // to the end
  );
}
