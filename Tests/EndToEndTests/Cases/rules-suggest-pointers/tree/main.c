#include <stdlib.h>
#include <sys/uio.h>

struct store;
struct row { int id; char *text; };
struct point { int x, y; };
int store_open(const char *path, struct store **made);
int store_names(struct store *s, const char **names);
int store_error(char **message);
int store_each(struct store *s, int (*each)(void *, int), void *context);
int store_put(struct store *s, const struct row *row);
int store_get(struct store *s, struct row *row);
int store_run(char *const *arguments);
int store_list(const char *const *names);
void store_move(struct point *p);
void *store_grow(void *block, size_t n);
const char *store_version(void);

static int each(void *context, int n) { return context != NULL && n; }

int main(void) {
  struct store *s;
  char *message = NULL;
  const char *names[2];
  char *arguments[] = {NULL};
  struct row row = {1, NULL};
  struct point point = {1, 2};
  struct iovec parts[1] = {{&row, sizeof row}};
  if (store_open("x", &s)) return 1;
  store_names(s, names);
  store_error(&message);
  store_each(s, each, &row);
  store_put(s, &row);
  store_get(s, &row);
  store_run(arguments);
  store_list(names);
  store_move(&point);
  free(store_grow(NULL, 3));
  readv(0, parts, 1);
  return store_version()[0] == message[0];
}
