#include <stdlib.h>
#include <string.h>

/* Blocks that are used again when they are large enough: what changes beside an
   old block tells no size. */

/* The one counter tells the room, the other what is used of it. */
struct image {
  char *buffer;
  size_t used, room;
};
static void image_free(struct image *i) {
  if (i->buffer) free(i->buffer);
  i->buffer = NULL;
  i->room = 0;
  i->used = 0;
}
static void image_set(struct image *i, size_t size) {
  if (size + 32 > i->room) {
    image_free(i);
    i->buffer = malloc(size + 32);
    if (!i->buffer) exit(1);
    i->room = size + 32;
  }
  i->used = size;
}

/* Each way leads to an assignment, or to no block. */
struct either {
  char *buffer;
  size_t size;
};
static void either_free(struct either *e) { free(e->buffer); }
static void either_set(struct either *e, size_t size) {
  e->size = size;
  if (e->buffer) {
    e->buffer = realloc(e->buffer, size);
  } else {
    e->buffer = malloc(size);
  }
}

struct rows {
  double *rows;
  size_t count;
};
static struct rows *rows_new(size_t count) {
  struct rows *r = calloc(1, sizeof *r);
  if (!r) exit(1);
  if (count > 1) r->rows = malloc(count * sizeof *r->rows);
  r->count = count;
  return r;
}
static void rows_free(struct rows *r) {
  free(r->rows);
  free(r);
}

struct words {
  char **words;
  size_t count;
};
static void words_init(struct words *w, size_t count) {
  w->words = NULL;
  if (count > 1) w->words = malloc(count * sizeof *w->words);
  w->count = count;
}
static void words_free(struct words *w) { free(w->words); }

/* Near misses. */
#define SET(name, ...) \
  struct name { \
    char *p; \
    size_t n; \
  }; \
  static void name##_set(struct name *s, size_t n) { __VA_ARGS__ }

SET(before, size_t old = s->n; s->n = n; if (n > old) s->p = realloc(s->p, n);)
SET(behind, if (n > s->n) s->p = realloc(s->p, n); s->n = n;)
SET(anew, if (n > s->n || !s->p) { free(s->p); s->p = malloc(n); } s->n = n;)
SET(chosen, switch (s->n < n) { case 1: s->p = realloc(s->p, n); } s->n = n;)
SET(valued, s->n < n ? (s->p = realloc(s->p, n)) : 0; s->n = n;)
SET(looped, for (; s->n < n; n--) { s->p = realloc(s->p, n); break; } s->n = n;)
SET(one_arm, if (n > s->n) { s->p = realloc(s->p, n); } else { n += 0; } s->n = n;)
SET(other_arm, s->n = n; if (n > 20) { s->p = realloc(s->p, n); } else { if (!s->p) s->p = malloc(n); })

struct turns {
  char *p;
  size_t n;
};
static void turns_set(struct turns *s, size_t n) {
  free(s->p);
  s->p = NULL;
  for (int turn = 0; turn < 2; turn++) {
    if (turn == 0) s->p = malloc(n);
    s->n = n;
    n--;
  }
}

int main(void) {
  struct image i = {0};
  image_set(&i, 16);
  image_set(&i, 2);
  image_free(&i);
  struct either e = {0};
  either_set(&e, 16);
  either_set(&e, 2);
  either_free(&e);
  rows_free(rows_new(3));
  rows_free(rows_new(1));
  struct words w;
  words_init(&w, 3);
  words_free(&w);
  words_init(&w, 1);
  words_free(&w);

  struct before before = {0};
  before_set(&before, 30);
  before_set(&before, 10);
  free(before.p);
  struct behind behind = {0};
  behind_set(&behind, 30);
  behind_set(&behind, 10);
  free(behind.p);
  struct anew anew = {0};
  anew_set(&anew, 30);
  anew_set(&anew, 10);
  free(anew.p);
  struct chosen chosen = {0};
  chosen_set(&chosen, 30);
  chosen_set(&chosen, 10);
  free(chosen.p);
  struct valued valued = {0};
  valued_set(&valued, 30);
  valued_set(&valued, 10);
  free(valued.p);
  struct looped looped = {0};
  looped_set(&looped, 30);
  looped_set(&looped, 10);
  free(looped.p);
  struct one_arm one_arm = {0};
  one_arm_set(&one_arm, 30);
  one_arm_set(&one_arm, 10);
  free(one_arm.p);
  struct other_arm other_arm = {0};
  other_arm_set(&other_arm, 30);
  other_arm_set(&other_arm, 10);
  free(other_arm.p);
  struct turns turns = {0};
  turns_set(&turns, 30);
  free(turns.p);
  return 0;
}
