/* A record that the rest of the program knows as a pointer to pointers: what its first
   member points at goes back to where it came from. */
#include <stdlib.h>

struct span { size_t first, last; };
struct cover { struct span *spans; size_t count, room; };
static void **cover;

static int cover_add(struct cover *c, size_t first, size_t last) {
  if (c->count == c->room) {
    size_t room = c->room ? 2 * c->room : 8;
    struct span *spans = realloc(c->spans, room * sizeof *spans);
    if (!spans) return 1;
    c->spans = spans;
    c->room = room;
  }
  c->spans[c->count].first = first;
  c->spans[c->count++].last = last;
  return 0;
}

int main(void) {
  char *other = malloc(10);
  cover = malloc(sizeof(struct cover));
  ((struct cover *)cover)->spans = NULL;
  ((struct cover *)cover)->count = ((struct cover *)cover)->room = 0;
  for (size_t i = 0; i < 20; i++) cover_add((struct cover *)cover, i, i + 1);
  free(*cover);
  free(cover);
  free(other);
  return 0;
}
