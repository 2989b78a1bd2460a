#include <stdlib.h>
#include <string.h>

/* What a library returns as const, or as a record that it keeps to itself, is
   not for the caller to release; that it is not is an assumption. */

struct handle;
extern struct handle *handle_open(void);
extern const char *handle_name(struct handle *h);
extern char *handle_text(struct handle *h);

struct item {
  int n;
};

static void drop(void *p) { free(p); }

int main(int argc, char **argv) {
  struct handle *h = handle_open();
  void *item = argc > 1 ? (void *)h : malloc(sizeof(struct item));
  if (argc < 2) drop(item);

  const char *name = handle_name(h);
  char *owned = NULL;
  if (argc > 2) name = owned = strdup(argv[0]);
  if (owned) free((char *)name);

  /* Near miss: a pointer that the caller may well have to release. */
  char *text = argc > 3 ? strdup("x") : handle_text(h);
  free(text);
  return 0;
}
