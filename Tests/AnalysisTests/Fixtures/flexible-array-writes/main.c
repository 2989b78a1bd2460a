/* Counters of flexible arrays that are written through pointers to something else. */
#include <stdlib.h>
#include <string.h>

struct cast {
  int n, k;
  char data[];
};
struct bytes {
  int n, k;
  char data[];
};
struct plain {
  int n;
  char name[8];
  char data[];
};

static struct cast *make_cast(int n) {
  struct cast *c = malloc(sizeof *c + (size_t)n);
  c->n = n;
  return c;
}

static struct bytes *make_bytes(int n) {
  struct bytes *b = malloc(sizeof *b + (size_t)n);
  b->n = n;
  return b;
}

static struct plain *make_plain(int n) {
  struct plain *p = malloc(sizeof *p + (size_t)n);
  p->n = n;
  p->name[0] = 0;
  return p;
}

/* A program's own memcpy(). */
static void copy(void *to, const void *from, size_t n) {
  unsigned char *x = to;
  const unsigned char *y = from;
  while (n--) *x++ = *y++;
}

static void drop_cast(struct cast *c) { free(c); }

static void drop_bytes(struct bytes *b) { free(b); }

static void drop_plain(struct plain *p) { free(p); }

int main(void) {
  struct cast *c = make_cast(9);
  *(int *)c = 1;
  drop_cast(c);
  drop_cast(make_cast(5));

  struct bytes *a = make_bytes(9), *b = make_bytes(9);
  copy(a, b, sizeof *a);
  drop_bytes(a);
  drop_bytes(b);
  drop_bytes(make_bytes(5));

  /* What goes to the elements and to another member leaves the counter alone. */
  struct plain *p = make_plain(9);
  p->name[1] = 'x';
  p->data[0] = 'y';
  char *d = p->data;
  d[1] = 'z';
  drop_plain(p);
  drop_plain(make_plain(5));
  return 0;
}
