#include <stdlib.h>
#include <string.h>

/* Functions of a header; only of the last is the body the same in each unit. */

static inline void *padded(size_t n) {
  void *p = malloc(n PADDING);
  if (!p) abort();
  return p;
}

static inline char *copy(const char *s) {
  char *p = malloc(strlen(s) + 1);
  if (!p) abort();
#ifdef EMPTY
  *p = 0;
#else
  strcpy(p, s);
#endif
  return p;
}

static inline char *copy_anyhow(const char *s) {
  char *p = malloc(strlen(s) + 1);
  if (!p) abort();
  strcpy(p, s);
  return p;
}
