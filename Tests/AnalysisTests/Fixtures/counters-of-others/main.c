/* Counters that change as a member of another record, or with the record that has theirs
   as a member. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Records that begin alike, by a macro: a cast says so. */
#define HEAD int kind; char *text; size_t length
struct object { HEAD; };
struct line { HEAD; int number; };

static struct line *line_new(size_t length) {
  struct line *l = malloc(sizeof *l);
  l->length = length;
  l->text = malloc(length);
  return l;
}

static void object_trim(struct object *o) { o->length /= 2; }

static void line_drop(struct line *l) {
  free(l->text);
  free(l);
}

/* A function gets the record as something else: named as an assumption. */
struct vector { char *data; size_t size; };
struct view { void *start; size_t bytes; };

static void vector_init(struct vector *v, size_t size) {
  v->data = malloc(size);
  v->size = size;
}

static void view_keep(void *context) {
  struct view *v = context;
  v->bytes += 0;
}

static void vector_drop(struct vector *v) { free(v->data); }

/* A copy is changed and comes back. */
struct twin { char *data; size_t size; };
struct other { char *data; size_t size; };

static void twin_init(struct twin *t, size_t size) {
  t->data = malloc(size);
  t->size = size;
}

static void twin_change(struct twin *t) {
  struct other o;
  memcpy(&o, t, sizeof o);
  o.size += 0;
  memcpy(t, &o, sizeof o);
}

static void twin_drop(struct twin *t) { free(t->data); }

/* Where the size is computed from a member that is still there. */
struct pair { size_t size; char *data; };
struct first { size_t size; };

static void shrink(struct first *f) { f->size--; }

static void pair(size_t size) {
  struct pair *p = malloc(sizeof *p);
  p->size = size;
  char *data = malloc(p->size);
  shrink((struct first *)p);
  free(data);
  free(p);
}

/* The record that has it as a member is cleared in part. */
struct buffer { size_t size; char *data; };
struct holder { int kind; struct buffer buffer; };

static void buffer_init(struct buffer *b, size_t size) {
  b->size = size;
  b->data = malloc(size);
}

static void holder_clear(struct holder *h) { memset(h, 0, offsetof(struct holder, buffer) + 8); }

static void holder_drop(struct holder *h) { free(h->buffer.data); }

/* ... up to it. */
struct plain { int kind; struct box { size_t size; char *data; } box; };

static void plain_init(struct plain *p, size_t size) {
  p->box.size = size;
  p->box.data = malloc(size);
}

static void plain_clear(struct plain *p) { memset(p, 0, offsetof(struct plain, box)); }

static void plain_drop(struct plain *p) { free(p->box.data); }

/* Another member of the same block, of the same place in its own record. */
struct apart { struct left { int number; size_t size; } left; struct right { char *data; size_t room; } right; };

static void left_set(struct left *l, size_t size) { l->size = size; }

static void right_init(struct right *r, size_t room) {
  r->data = malloc(room);
  r->room = room;
}

static void apart(size_t size) {
  struct apart *a = malloc(sizeof *a);
  right_init(&a->right, size);
  left_set(&a->left, 3);
  free(a->right.data);
  free(a);
}

int main(int argc, char **argv) {
  (void)argv;
  struct line *l = line_new(argc + 8);
  object_trim((struct object *)l);
  line_drop(l);
  struct vector v;
  vector_init(&v, argc + 7);
  view_keep(&v);
  vector_drop(&v);
  struct twin t;
  twin_init(&t, argc + 6);
  twin_change(&t);
  twin_drop(&t);
  pair(argc + 5);
  struct holder h;
  buffer_init(&h.buffer, argc + 4);
  holder_clear(&h);
  holder_drop(&h);
  struct plain p;
  plain_init(&p, argc + 3);
  plain_clear(&p);
  plain_drop(&p);
  apart(argc + 2);
  return 0;
}
