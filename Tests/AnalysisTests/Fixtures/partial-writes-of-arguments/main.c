/* Records that are passed by value: a part of one may have been overwritten before. */
#include <stdlib.h>
#include <string.h>

struct whole { size_t size; char *data; };

static void drop(struct whole whole) { free(whole.data); }

struct part { size_t size; char *data; };

static void clear(struct part *part) { memset(part, 0, sizeof part->size); }

static void drop_part(struct part part) { free(part.data); }

struct inner { size_t size; char *data; };
struct outer { int number; struct inner inner; };

static void clear_inner(struct inner *inner) { memset(inner, 0, sizeof inner->size); }

static void drop_copy(struct outer outer) {
  struct outer other = outer;
  free(other.inner.data);
}

/* Copied as bytes, and passed on by a function and through a pointer. */
struct passed { size_t size; char *data; };

static void clear_passed(struct passed *passed) { memset(passed, 0, sizeof passed->size); }

static void drop_passed(struct passed passed) { free(passed.data); }

static void pass_on(struct passed passed) { drop_passed(passed); }

static void (*volatile dropping)(struct passed) = pass_on;

/* Reached by a pointer. */
struct pointed { size_t size; char *data; };

static void clear_pointed(struct pointed *pointed) { memset(pointed, 0, sizeof pointed->size); }

static void drop_pointed(struct pointed pointed) {
  struct pointed other = pointed;
  free(other.data);
}

static void drop_through(struct pointed *pointed) { drop_pointed(*pointed); }

/* A whole one and an element of an array. */
struct element { size_t size; char *data; };

static void drop_element(struct element element) { free(element.data); }

static void fill(struct element *element, size_t n) {
  element->size = n;
  element->data = malloc(n);
}

static void drop_all(struct element *elements, int count) {
  for (int i = 0; i < count; i++) drop_element(elements[i]);
}

/* A record that another function returns. */
struct result { size_t size; char *data; };

static struct result result(size_t n) {
  struct result result = {n, malloc(n)};
  memset(&result, 0, sizeof result.size);
  return result;
}

static void drop_result(struct result result) { free(result.data); }

int main(int argc, char **argv) {
  size_t n = (size_t)argc + 5;
  struct whole whole = {n, malloc(n)};
  struct part part = {n, malloc(n)};
  struct outer outer = {argc, {n, malloc(n)}};
  struct passed passed = {n, malloc(n)}, copy;
  struct element elements[2];
  struct pointed pointed = {n, malloc(n)};
  (void)argv;
  memset(whole.data, 0, whole.size);
  drop(whole);
  clear(&part);
  drop_part(part);
  clear_inner(&outer.inner);
  drop_copy(outer);
  memcpy(&copy, &passed, sizeof copy);
  clear_passed(&copy);
  dropping(copy);
  clear_pointed(&pointed);
  drop_through(&pointed);
  fill(elements, n);
  fill(elements + 1, n + 1);
  drop_all(elements, 2);
  drop_result(result(n));
  return 0;
}
