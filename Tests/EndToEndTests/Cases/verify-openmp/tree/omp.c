/* What stands in the regions of OpenMP's pragmas counts like any other code. */
#include <stdlib.h>
#ifndef _OPENMP
#error "this is a program for OpenMP"
#endif

struct buffer {
  int n;
  char *p;
};
struct work {
  char *text;
};

static void make(struct buffer *b) {
  b->n = 10;
  b->p = malloc(b->n);
}

/* The counter changes in a region. */
static void spoil(struct buffer *b) {
#pragma omp parallel
  {
#pragma omp single
    b->n = 3;
  }
}

/* Blocks that are released in a region. */
static void release_all(struct work *all, int count) {
#pragma omp parallel for
  for (int i = 0; i < count; i++) free(all[i].text);
}

/* One variable for each thread, so none may keep its block's size beside it. */
static long private_blocks(int count) {
  char *p = NULL;
  long sum = 0;
#pragma omp parallel for private(p) reduction(+ : sum)
  for (int i = 0; i < count; i++) {
    int n = i % 7 + 1;
    if (i % 2)
      p = malloc((size_t)n);
    else
      p = malloc((size_t)n * 3);
    p[0] = 1;
    n = p[0];
    sum += n;
    free(p);
  }
  return sum;
}

/* All of it is the thread's own. */
static long own_blocks(int count) {
  long sum = 0;
#pragma omp parallel for reduction(+ : sum)
  for (int i = 0; i < count; i++) {
    int n = i % 7 + 1;
    char *p = NULL;
    if (i % 2)
      p = malloc((size_t)n);
    else
      p = malloc((size_t)n * 3);
    p[0] = 1;
    n = p[0];
    sum += n;
    free(p);
  }
  return sum;
}

int main(void) {
  struct buffer b;
  make(&b);
  spoil(&b);
  free(b.p);
  enum { count = 1000 };
  static struct work all[count];
  for (int i = 0; i < count; i++) all[i].text = malloc(32);
  release_all(all, count);
  return private_blocks(count) == count && own_blocks(count) == count ? 0 : 1;
}
