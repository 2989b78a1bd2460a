#include <stddef.h>

struct table {
  char *title;
  int *cells;
  size_t count;
};

void table_init(struct table *t, const char *title, size_t count);
void table_clear(struct table *t);
char *table_title(const struct table *t);
void title_free(char *title);
void table_reset(struct table *t);
