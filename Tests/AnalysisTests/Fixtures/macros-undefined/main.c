/* One that is defined behind the last use of others that spell the name. */
#include "release.h"
int defined_after(void) {
  struct box *own = malloc(sizeof *own);
  if (!own) return 1;
  own->n = 3;
  int n = own->n;
  RELEASE(own);
  return n;
}
int main(void) {
  printf("%d %d %d %d\n", undefined_before(), defined_after(), defined_between(), pasted());
  return 0;
}
#define free(p) use_RELEASE_for(p)
