/* A record's bytes change before its members are copied to the one that is released. */
#include <stdlib.h>
#include <string.h>

/* A record out of a union, another member of which changed its counter. */
struct viewed {
  int n, k;
  char *data;
};
union view {
  struct viewed record;
  int words[4];
};

static void out_of_union(int changes) {
  union view v;
  v.record.n = 40;
  v.record.k = 0;
  v.record.data = malloc((size_t)v.record.n);
  if (changes) v.words[0] = 3;
  struct viewed r = v.record;
  free(r.data);
}

/* A member of the union with the counter, and a record in between. */
struct named {
  int n;
  char *data;
};
struct outer {
  struct named inner;
  int more;
};
union names {
  struct outer whole;
  struct {
    int number;
    char *text;
  } view;
};

static void out_of_member(int changes) {
  union names v;
  v.whole.inner.n = 40;
  v.whole.inner.data = malloc((size_t)v.whole.inner.n);
  if (changes) v.view.number = 3;
  struct outer first = v.whole, second = first;
  struct named r = second.inner;
  free(r.data);
}

/* Bytes in between, the first of which change. */
struct packed {
  int n, k;
  char *data;
};

static void out_of_bytes(int changes) {
  struct packed one, other;
  unsigned char bytes[sizeof one];
  one.n = 40;
  one.k = 0;
  one.data = malloc((size_t)one.n);
  memcpy(bytes, &one, sizeof one);
  if (changes) bytes[0] = 3;
  memcpy(&other, bytes, sizeof other);
  free(other.data);
}

/* A block of bytes in between, seen as a record. */
struct seen {
  int n, k;
  char *data;
};

static void out_of_block(int changes) {
  struct seen one;
  unsigned char *bytes = malloc(sizeof one);
  one.n = 40;
  one.k = 0;
  one.data = malloc((size_t)one.n);
  memcpy(bytes, &one, sizeof one);
  if (changes) bytes[0] = 3;
  struct seen other = *(struct seen *)bytes;
  free(bytes);
  free(other.data);
}

/* Members that are copied one by one. */
struct single {
  int n, k;
  char *data;
};

static void one_by_one(int changes) {
  struct single one, other;
  one.n = 40;
  one.k = 0;
  one.data = malloc((size_t)one.n);
  if (changes) *(char *)&one = 3;
  other.k = 0;
  other.n = one.n;
  other.data = one.data;
  free(other.data);
}

/* Nothing changes what is copied. */
struct untouched {
  int n, k;
  char *data;
};

static void fill(struct untouched *u, int n) {
  u->n = n;
  u->k = 0;
  u->data = malloc((size_t)n);
}

static void whole(void) {
  struct untouched one, other;
  unsigned char bytes[sizeof one];
  fill(&one, 40);
  struct untouched copy = one;
  memcpy(bytes, &copy, sizeof copy);
  memcpy(&other, bytes, sizeof other);
  free(other.data);
}

int main(void) {
  out_of_union(0);
  out_of_member(0);
  out_of_bytes(0);
  out_of_block(0);
  one_by_one(0);
  whole();
  return 0;
}
