#include <stdlib.h>

/* A type that a function declares has its name there only, and what a function
   declares may take a type's name. */

typedef struct {
  char c[7];
} item;

struct entry {
  char c[9];
};

static void *items(size_t n) {
  return malloc(n * sizeof(item));
}

static void *entries(size_t n) {
  return malloc(n * sizeof(struct entry));
}

static void *locals(size_t n) {
  struct local {
    char c[5];
  };
  return malloc(n * sizeof(struct local));
}

static void named(size_t n) {
  void *a = items(n), *b = entries(n);
  struct local {
    char c[3];
  } *c = malloc(n * sizeof *c);
  void *d = malloc(n * sizeof(struct local));
  free(a);
  free(b);
  free(c);
  free(d);
}

/* Near misses. */
static void of_another_function(size_t n) {
  void *p = locals(n);
  free(p);
}

static void as_typedef(size_t n) {
  typedef char item[50];
  void *p = items(n);
  item *other = NULL;
  (void)other;
  free(p);
}

static void as_enumerator(size_t n) {
  enum { item = 1 };
  void *p = items(n + item);
  free(p);
}

static void as_declared_anew(size_t n) {
  struct entry;
  struct entry *other = NULL;
  void *p = entries(n);
  (void)other;
  free(p);
}

/* Blocks that the function itself makes have their sizes kept. */
static void behind_its_block(size_t n) {
  void *p;
  {
    struct inner {
      char c[5];
    };
    p = malloc(n * sizeof(struct inner));
  }
  free(p);
}

struct renamed {
  char c[9];
};

static void *make_renamed(size_t n) {
  return malloc(n * sizeof(struct renamed));
}

#define renamed other
struct other {
  char c[11];
};

static void as_macro(size_t n) {
  void *p = make_renamed(n);
  free(p);
}

int main(int argc, char **argv) {
  (void)argv;
  named(argc);
  of_another_function(argc);
  as_typedef(argc);
  as_enumerator(argc);
  as_declared_anew(argc);
  behind_its_block(argc);
  as_macro(argc);
  return 0;
}
