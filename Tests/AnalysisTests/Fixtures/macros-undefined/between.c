/* One that is defined between two uses of another, which means both then. */
#include "release.h"
struct part { long n; };
static int dropped;
static void count(void *p) { if (p) dropped++; }
#define DROP(p) do { free(p); } while (0)
int defined_between(void) {
  struct part *own = malloc(sizeof *own);
  static struct part fixed;
  struct part *kept = &fixed;
  if (!own) return 1;
  DROP(own);
#define free(p) count(p)
  DROP(kept);
#undef free
  return dropped;
}
