/* The names in a size mean something else where the block is released. */
#include <stdlib.h>

static void variable(size_t count) {
  char *p = malloc(count);
  {
    size_t count = 40;
    if (count) free(p);
  }
}

struct table { size_t count; };

static void member(struct table *table) {
  char *p = malloc(table->count);
  {
    struct table other = {40}, *table = &other;
    if (table->count) free(p);
  }
}

/* Right: the other one is gone. */
static void gone(size_t count) {
  char *p = malloc(count);
  {
    size_t count = 40;
    if (!count) return;
  }
  free(p);
}

int main(void) {
  struct table table = {7};
  variable(5);
  member(&table);
  gone(6);
  return 0;
}
