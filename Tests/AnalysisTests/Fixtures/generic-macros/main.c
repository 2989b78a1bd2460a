/* Sizes in the bodies of macros are made of what the bodies spell: the next use
   has other types, other variables and other numbers. */
#include <stdlib.h>
#include <string.h>

/* The type is the user's. */
#define DONE(sts)                   \
  do {                              \
    if (!--(sts)->refs) free(sts);  \
  } while (0)
struct load {
  int refs;
  char *name;
};
struct list {
  int refs;
  long aux[4];
};
static void two_types(void) {
  struct load *s = malloc(sizeof(struct load));
  s->refs = 1;
  DONE(s);
  struct list *t = malloc(sizeof(struct list));
  t->refs = 1;
  DONE(t);
}

/* The number and one of the types are the user's. */
#define GENERATE(T, SIZE)                   \
  typedef struct {                          \
    char *buf;                              \
  } T##_t;                                  \
  static T##_t *T##_new(void) {             \
    T##_t *t = malloc(sizeof *t);           \
    t->buf = malloc(SIZE);                  \
    return t;                               \
  }                                         \
  static void T##_del(T##_t *t) {           \
    free(t->buf);                           \
    free(t);                                \
  }
GENERATE(a, 64)

/* The number is the macro's own. */
#define SWAP16(a, b)       \
  do {                     \
    char *t_ = malloc(16); \
    memcpy(t_, a, 16);     \
    memcpy(a, b, 16);      \
    memcpy(b, t_, 16);     \
    free(t_);              \
  } while (0)

/* What is no object of the pointer's type. */
#define XFREE(p)           \
  do {                     \
    free(p);               \
    (p) = NULL;            \
  } while (0)

/* The type of a void pointer is not spelled. */
#define DROP_VOID(p) ((void)free(p))
#define DROP_LOAD(p) ((void)free((struct load *)(p)))

/* Members that the body names, and one that it does not. */
struct vector {
  int *items;
  size_t room;
};
#define VECTOR_FREE(v) (free((v)->items), (v)->items = NULL, (v)->room = 0)
#define VECTOR_SHUT(v) free((v)->items)
#define VECTOR_LATE(v) ((v)->room = 0, free((v)->items), (v)->items = NULL)
static struct vector *vector_new(size_t n) {
  struct vector *v = malloc(sizeof *v);
  v->items = calloc(n, sizeof *v->items);
  v->room = n;
  return v;
}
struct late {
  int *items;
  size_t room;
};

/* A parameter with the name of a counter, of a variable, of a member. */
struct row {
  int n;
  char cells[];
};
#define DROP_ROW(n) ((void)free(n))
#define DROP_LIVE(n) free((n)->name)
#define DROP_MEMBER(x, room) free((x)->room)
static struct row *row_new(int n) {
  struct row *r = malloc(sizeof *r + (size_t)n * 2);
  if (!r) abort();
  r->n = n;
  return r;
}
static void live(int n) {
  struct load own, *p = &own;
  p->name = malloc((size_t)n);
  p->name[0] = 0;
  DROP_LIVE(p);
}
static void swap(size_t n) {
  char *t = malloc(n);
  t[0] = 1;
#define DROP_T free(t)
  DROP_T;
}

/* Operators in arguments. */
#define DROP_ANY(p) ((void)free(p))
static void operators(struct list **to, int first) {
  struct list *one = malloc(sizeof *one), *two = malloc(sizeof *two);
  *to = one;
  DROP_ANY(*to);
  DROP_ANY(two + 0);
  struct list *three = malloc(sizeof *three), *four = malloc(sizeof *four);
  DROP_ANY(first ? three : four);
  DROP_ANY(first ? four : three);
}

int main(int argc, char **argv) {
  (void)argv;
  two_types();
  a_t *a = a_new();
  a_del(a);
  char left[16] = "left", right[16] = "right";
  SWAP16(left, right);
  char *bytes = malloc((size_t)argc + 20);
  XFREE(bytes);
  struct load *s = malloc(sizeof *s);
  XFREE(s);
  void *v = malloc(sizeof(struct list));
  DROP_VOID(v);
  v = malloc(sizeof(struct load));
  DROP_LOAD(v);
  struct vector *w = vector_new(3);
  VECTOR_FREE(w);
  free(w);
  w = vector_new(4);
  VECTOR_SHUT(w);
  free(w);
  struct late *late = malloc(sizeof *late);
  late->items = calloc(5, sizeof *late->items);
  late->room = 5;
  VECTOR_LATE(late);
  free(late);
  DROP_ROW(row_new(argc));
  struct row *r = row_new(argc + 1);
  DROP_ROW(r);
  live(argc + 30);
  swap((size_t)argc + 7);
  w = vector_new(6);
  DROP_MEMBER(w, items);
  free(w);
  struct list *place;
  operators(&place, argc);
  return 0;
}
