/* Between the two assignments of a pair something changes: what the size is
   computed from, which object is meant, or where control goes on. */
#include <setjmp.h>
#include <stdlib.h>

static size_t width = 5;
static jmp_buf failed;

static void widen(void) { width += 7; }
static size_t next_width(void) { return width += 7; }
static int fails(void) { return width > 0; }

/* A function that is called changes the global variable. */
struct wide { char *data; size_t count; };

static void wide(void) {
  struct wide *p = calloc(1, sizeof *p);
  p->count = width;
  widen();
  p->data = malloc(width);
  free(p->data);
  free(p);
}

/* Each call has a value of its own. */
struct called { char *data; size_t count; };

static void called(void) {
  struct called *p = calloc(1, sizeof *p);
  p->count = next_width();
  p->data = malloc(next_width());
  free(p->data);
  free(p);
}

/* What a pointer points at is assigned. */
struct pointed { char *data; size_t count; };

static void pointed(size_t *size) {
  struct pointed *p = calloc(1, sizeof *p);
  p->count = *size;
  *size += 9;
  p->data = malloc(*size);
  free(p->data);
  free(p);
}

/* The loop allocates again and again. */
struct grown { char *data; size_t count; };

static void grown(size_t size) {
  struct grown *p = calloc(1, sizeof *p);
  p->count = size;
  do {
    free(p->data);
    p->data = malloc(size);
    size++;
  } while (size < 10);
  free(p->data);
  free(p);
}

/* The counter is copied when its object has been emptied. */
struct moved { char *data; size_t count; };

static void moved(size_t size) {
  struct moved *from = calloc(1, sizeof *from), *to = calloc(1, sizeof *to);
  from->data = malloc(size);
  from->count = size;
  to->data = from->data;
  from->data = NULL;
  from->count = 0;
  to->count = from->count;
  free(to->data);
  free(from);
  free(to);
}

/* Pointer and counter are copied from different objects. */
struct mixed { char *data; size_t count; };

static struct mixed *new_mixed(size_t size) {
  struct mixed *p = calloc(1, sizeof *p);
  p->data = malloc(size);
  p->count = size;
  return p;
}

static void mixed(void) {
  struct mixed *one = new_mixed(8), *other = new_mixed(9), *p = one;
  struct mixed *to = calloc(1, sizeof *to);
  to->data = p->data;
  p = other;
  to->count = p->count;
  free(to->data);
  free(other->data);
  free(to);
  free(one);
  free(other);
}

/* The current one is another one meanwhile. */
struct current { char *data; size_t count; };
struct cursor { struct current *current; };

static void current(size_t size) {
  struct current *one = calloc(1, sizeof *one), *other = calloc(1, sizeof *other);
  struct cursor cursor, *at = &cursor;
  at->current = one;
  at->current->data = malloc(size);
  at->current = other;
  at->current->count = size;
  free(one->data);
  free(other->data);
  free(one);
  free(other);
}

/* The same in a function that is called. */
struct flipped { char *data; size_t count; };
static struct flipped *shown, *waiting;

static void flip(void) { shown = waiting; }

static void flipped(size_t size) {
  struct flipped *one = calloc(1, sizeof *one);
  waiting = calloc(1, sizeof *waiting);
  shown = one;
  shown->data = malloc(size);
  flip();
  shown->count = size;
  free(one->data);
  free(waiting->data);
  free(one);
  free(waiting);
}

/* Zero goes to one object and null to the next. */
struct linked { char *data; size_t count; struct linked *next; };

static struct linked *new_linked(size_t size) {
  struct linked *p = calloc(1, sizeof *p);
  p->data = malloc(size);
  p->count = size;
  return p;
}

static void linked(void) {
  struct linked *one = new_linked(8), *other = new_linked(9), *p = one;
  one->next = other;
  free(other->data);
  p->count = 0;
  p = p->next;
  p->data = NULL;
  free(one->data);
  free(one);
  free(other);
}

/* The statement that a jump ends holds the counter's assignment. */
struct broken { char *data; size_t count; };

static void broken(size_t size) {
  struct broken *p = calloc(1, sizeof *p);
  p->data = malloc(size);
  do {
    if (fails()) break;
    p->count = size;
  } while (0);
  free(p->data);
  free(p);
}

/* A label leads past the counter's assignment. */
struct chosen { char *data; size_t count; };

static struct chosen *new_chosen(size_t size, int kind) {
  struct chosen *p = calloc(1, sizeof *p);
  switch (kind) {
  case 1: p->count = size;
  case 2: p->data = malloc(size);
  }
  return p;
}

static void chosen(void) {
  struct chosen *p = new_chosen(9, 2);
  free(p->data);
  free(p);
}

/* Right: what is called changes nothing of it, and the rest stays. */
struct kept { char *data; size_t count; };
struct holder { struct kept *kept; };

static void kept(struct holder *holder, size_t size) {
  holder->kept = calloc(1, sizeof *holder->kept);
  holder->kept->data = malloc(size * 2);
  widen();
  holder->kept->count = size;
  free(holder->kept->data);
  free(holder->kept);
}

/* The check jumps away: named as an assumption. */
struct thrown { char *data; size_t count; };

static void check(int error) {
  if (error) longjmp(failed, 1);
}

static void fill_thrown(struct thrown *p, size_t size, int error) {
  p->data = malloc(size);
  check(error);
  p->count = size;
}

static void thrown(int error) {
  struct thrown *p = calloc(1, sizeof *p);
  if (!setjmp(failed)) fill_thrown(p, 9, error);
  free(p->data);
  free(p);
}

int main(void) {
  size_t size = 4;
  struct holder holder;
  wide();
  called();
  pointed(&size);
  grown(4);
  moved(9);
  mixed();
  current(9);
  flipped(9);
  linked();
  broken(9);
  chosen();
  kept(&holder, 9);
  thrown(0);
  return 0;
}
