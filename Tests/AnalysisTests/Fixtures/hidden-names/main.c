/* What a size names means something else where the block is released. */
#include <stdlib.h>
#include <string.h>

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

/* A variable has the name of the type. */
typedef struct { char bytes[40]; } Part;

static void *new_part(void) { return malloc(sizeof(Part)); }

static void part(void) {
  void *p = new_part();
  char Part = 3;
  if (Part) free(p);
}

int main(void) {
  struct table table = {7};
  variable(5);
  member(&table);
  gone(6);
  part();
  return 0;
}

/* The runtime's header must leave the names of headers alone that the program does not read. */
enum error { EOVERFLOW, ENOMEM, stderr };
