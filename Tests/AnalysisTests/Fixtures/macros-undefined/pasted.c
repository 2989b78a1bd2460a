/* One that makes the name of its parts: where it is expanded is not told. */
#include "release.h"
struct piece { short n; };
static int lost;
#define JOIN(a, b) a##b
#define free(p) (lost++, (JOIN(fr, ee))(p))
#define LOSE(p) do { free(p); } while (0)
int pasted(void) {
  struct piece *own = malloc(sizeof *own);
  if (!own) return 1;
  LOSE(own);
  return lost;
}
