// Functions that are entered again between an assignment and a release: what the member holds
// then is the inner activation's.
#include <stdlib.h>

struct holder { char *bytes; };

/* No size: the inner activation leaves its block. */
static void again(struct holder *h, size_t n) {
  h->bytes = malloc(n);
  if (n == 1) return;
  char *own = h->bytes;
  again(h, n - 1);
  free(h->bytes);
  h->bytes = NULL;
  free(own);
}

/* No size: by way of another function. */
static void other(struct holder *h, size_t n);
static void through(struct holder *h, size_t n) {
  h->bytes = malloc(n);
  if (n == 1) return;
  char *own = h->bytes;
  other(h, n - 1);
  free(h->bytes);
  h->bytes = NULL;
  free(own);
}
static void other(struct holder *h, size_t n) { through(h, n); }

/* What is called does not lead back. */
static size_t sum(const struct holder *h, size_t n) { return h->bytes[0] + n; }
static size_t once(struct holder *h, size_t n) {
  h->bytes = malloc(n);
  h->bytes[0] = 1;
  size_t result = sum(h, n);
  free(h->bytes);
  h->bytes = NULL;
  return result;
}

int main(void) {
  struct holder h = {NULL};
  again(&h, 2);
  through(&h, 2);
  return once(&h, 3) == 4 ? 0 : 1;
}
