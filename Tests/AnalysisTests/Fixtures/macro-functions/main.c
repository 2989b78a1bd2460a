/* Macros that make several functions, of which each has calls. */
#include <stdlib.h>

#define VECTOR(name, T)                          \
  typedef struct {                               \
    T *items;                                    \
    int n;                                       \
  } name;                                        \
  static name *name##_new(int n) {               \
    name *v = malloc(sizeof(name));              \
    if (!v) abort();                             \
    v->n = n;                                    \
    v->items = malloc((size_t)n * sizeof(T));    \
    return v;                                    \
  }                                              \
  static void name##_clear(name *v) {            \
    free(v->items);                              \
    v->items = NULL;                             \
    v->n = 0;                                    \
  }                                              \
  static void name##_delete(name *v) {           \
    name##_clear(v);                             \
    free(v);                                     \
  }
VECTOR(ints, int)
VECTOR(doubles, double)

/* Through macros of macros. */
typedef struct {
  char *text;
} text;
#define MAKE() \
  static text *text_new(void) { return (text *)calloc(1, sizeof(text)); }
#define FILL() \
  static void text_fill(text *t) { t->text = (char *)calloc(1, 8); }
#define DROP()                   \
  static void text_free(text *t) \
  {                              \
    free(t->text);               \
    free(t);                     \
  }
#define ALL() MAKE() FILL() DROP()
ALL()

int main(void) {
  ints *v = ints_new(5);
  ints_delete(v);
  doubles *w = doubles_new(3);
  doubles_delete(w);
  text *t = text_new();
  text_fill(t);
  text_free(t);
  return 0;
}
