// Counters that are set while the new block is still in a local variable: where it does not
// get to the pointer, the old block stays beside the new counter.
#include <stdlib.h>

#define RECORD(name) struct name { size_t n; char *bytes; }

/* Only where the allocation fails, so that is assumed. */
RECORD(late);
static int late_set(struct late *r, size_t n) {
  char *bytes = malloc(n);
  r->n = n;
  if (bytes == NULL) return -1;
  free(r->bytes);
  r->bytes = bytes;
  return 0;
}
static void late_clear(struct late *r) { free(r->bytes); }

/* The new block is given back instead: no size. */
RECORD(dropped);
static int dropped_set(struct dropped *r, size_t n) {
  char *bytes = malloc(n);
  if (bytes == NULL) return -1;
  r->n = n;
  if (n > 100) {
    free(bytes);
    return -1;
  }
  free(r->bytes);
  r->bytes = bytes;
  return 0;
}
static void dropped_clear(struct dropped *r) { free(r->bytes); }

/* Nothing is allocated at all: no size. */
RECORD(skipped);
static int skipped_set(struct skipped *r, size_t n) {
  char *bytes = NULL;
  r->n = n;
  if (n <= 100) bytes = malloc(n);
  if (bytes == NULL) return -1;
  free(r->bytes);
  r->bytes = bytes;
  return 0;
}
static void skipped_clear(struct skipped *r) { free(r->bytes); }

/* Nor is a second one, by which the pair is left: no size. */
RECORD(second);
static int second_set(struct second *r, size_t n) {
  char *other = NULL;
  r->n = n;
  if (n <= 100) other = malloc(n);
  if (other == NULL) return -1;
  free(other);
  r->bytes = realloc(r->bytes, n);
  return 0;
}
static void second_clear(struct second *r) { free(r->bytes); }

/* No way leads past the pointer. */
RECORD(kept);
static void kept_set(struct kept *r, size_t n) {
  r->n = n;
  char *bytes = realloc(r->bytes, r->n);
  if (bytes == NULL) abort();
  r->bytes = bytes;
}
static void kept_clear(struct kept *r) { free(r->bytes); }

/* The counter is set behind the test. */
RECORD(tested);
static int tested_set(struct tested *r, size_t n) {
  char *bytes = malloc(n);
  if (bytes) {
    r->n = n;
    r->bytes = bytes;
  }
  return bytes != NULL;
}
static void tested_clear(struct tested *r) { free(r->bytes); }

int main(void) {
  struct late l = {0};
  late_set(&l, 3);
  late_set(&l, 101);
  late_clear(&l);
  struct dropped d = {0};
  dropped_set(&d, 3);
  dropped_set(&d, 101);
  dropped_clear(&d);
  struct skipped s = {0};
  skipped_set(&s, 3);
  skipped_set(&s, 101);
  skipped_clear(&s);
  struct second o = {0};
  second_set(&o, 3);
  second_set(&o, 101);
  second_clear(&o);
  struct kept k = {0};
  kept_set(&k, 3);
  kept_set(&k, 101);
  kept_clear(&k);
  struct tested t = {0};
  tested_set(&t, 3);
  tested_clear(&t);
  return 0;
}
