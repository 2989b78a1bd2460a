#include "table.h"

int main(void) {
  struct table t;
  table_init(&t, "first", 4);
  title_free(table_title(&t));
  table_clear(&t);
  return 0;
}
