#include <stdlib.h>
#include <string.h>

struct text {
  int flags;
  size_t len;
  char chars[];
};

static struct text *text_new(const char *s, size_t len) {
  struct text *t = malloc(sizeof(struct text) + len + 1);
  if (!t) return NULL;
  t->len = len;
  memcpy(t->chars, s, len);
  t->chars[len] = 0;
  return t;
}

static void text_free(struct text *t) { free(t); }

struct nums {
  int n;
  double items[];
};

static struct nums *nums_new(int n) {
  struct nums *a = malloc(sizeof *a + n * sizeof(double));
  if (a) memset(a, 0, sizeof *a);
  if (!a) abort();
  a->n = n;
  return a;
}

static void nums_free(struct nums *a) { free(a); }

/* Element types that only their tokens name. */
struct names {
  unsigned n;
  const char *items[];
};

static struct names *names_new(unsigned n) {
  struct names *a = malloc(sizeof *a + n * sizeof(const char *));
  if (!a) abort();
  a->n = n;
  return a;
}

static void names_free(struct names *a) { free(a); }

struct bits {
  size_t n;
  unsigned long words[];
};

static struct bits *bits_new(size_t n) {
  struct bits *a = malloc(sizeof(struct bits) + sizeof(long unsigned int) * n);
  if (!a) abort();
  a->n = n;
  return a;
}

static void bits_free(struct bits *a) { free(a); }

/* Near miss: the counter moves later. */
struct cut {
  int n;
  char c[];
};
static struct cut *cut_new(int n) {
  struct cut *a = malloc(sizeof *a + n);
  a->n = n;
  return a;
}
static void cut_shrink(struct cut *c) { c->n--; }

/* Near miss: two formulas. */
struct two {
  int n;
  char c[];
};
static struct two *two_new(int n) {
  struct two *a = malloc(sizeof *a + n);
  a->n = n;
  return a;
}
static struct two *two_wide(int n) {
  struct two *a = malloc(sizeof *a + 2 * n);
  a->n = n;
  return a;
}

/* Near miss: released before the counter is known. */
struct early {
  int n;
  char *more;
  char c[];
};
static struct early *early_new(int n) {
  struct early *a = malloc(sizeof *a + n);
  a->more = malloc(4);
  if (!a->more) {
    free(a);
    return NULL;
  }
  a->n = n;
  return a;
}

int main(int argc, char **argv) {
  text_free(text_new(argv[0], strlen(argv[0])));
  struct nums *n = nums_new(argc);
  free(n);
  nums_free(nums_new(argc + 2));
  names_free(names_new(argc + 3));
  bits_free(bits_new(argc + 4));
  struct cut *c = cut_new(argc);
  cut_shrink(c);
  free(c);
  struct two *t = argc > 2 ? two_new(argc) : two_wide(argc);
  free(t);
  struct early *e = early_new(argc);
  free(e->more);
  free(e);
  return 0;
}
