/* Numbers that are written through a pointer in a member: to a record elsewhere, which
   the pointer was made to by way of void *. What lies in the member itself changes nothing. */
#include <stdlib.h>
#include <string.h>

struct view {
  int *numbers;
  int (*rows)[4];
  int *several[2];
};

struct indexed { int n; char *data; };

static void fill_indexed(struct indexed *r, int n) { r->n = n; r->data = malloc((size_t)n); }
static void set_index(struct view *v) { v->numbers[0] = 3; }
static void drop_indexed(struct indexed *r) { free(r->data); }

struct rowed { int n; char *data; };

static void fill_rowed(struct rowed *r, int n) { r->n = n; r->data = malloc((size_t)n); }
static void set_row(struct view *v) { v->rows[0][0] = 3; }
static void drop_rowed(struct rowed *r) { free(r->data); }

struct listed { int n; char *data; };

static void fill_listed(struct listed *r, int n) { r->n = n; r->data = malloc((size_t)n); }
static void set_listed(struct view *v) { v->several[1][0] = 3; }
static void drop_listed(struct listed *r) { free(r->data); }

struct copied { int n; char *data; };

static void fill_copied(struct copied *r, int n) { r->n = n; r->data = malloc((size_t)n); }
static void copy_number(struct view *v, const int *from) { memcpy(v->numbers, from, sizeof *from); }
static void drop_copied(struct copied *r) { free(r->data); }

struct flexible { int n; char data[]; };

static struct flexible *make_flexible(int n) {
  struct flexible *f = malloc(sizeof *f + (size_t)n);
  f->n = n;
  return f;
}
static void set_flexible(struct view *v) { *v->numbers = 3; }
static void drop_flexible(struct flexible *f) { free(f); }

struct own { int n; char *data; char name[8]; int table[2][2]; };

static void fill_own(struct own *r, int n) { r->n = n; r->data = malloc((size_t)n); }
static void set_own(struct own *r) {
  r->name[0] = 3;
  r->table[1][0] = 3;
  memcpy(r->name, "name", 5);
}
static void drop_own(struct own *r) { free(r->data); }

int main(int argc, char **argv) {
  struct view v;
  void *there;
  int number = 3;
  (void)argv;

  struct indexed indexed;
  fill_indexed(&indexed, 40);
  there = &indexed;
  v.numbers = there;
  if (argc > 9) set_index(&v);
  drop_indexed(&indexed);

  struct rowed rowed;
  fill_rowed(&rowed, 40);
  there = &rowed;
  v.rows = there;
  if (argc > 9) set_row(&v);
  drop_rowed(&rowed);

  struct listed listed;
  fill_listed(&listed, 40);
  there = &listed;
  v.several[1] = there;
  if (argc > 9) set_listed(&v);
  drop_listed(&listed);

  struct copied copied;
  fill_copied(&copied, 40);
  there = &copied;
  v.numbers = there;
  if (argc > 9) copy_number(&v, &number);
  drop_copied(&copied);

  struct flexible *flexible = make_flexible(40);
  there = flexible;
  v.numbers = there;
  if (argc > 9) set_flexible(&v);
  drop_flexible(flexible);
  drop_flexible(make_flexible(20));

  struct own own;
  fill_own(&own, 40);
  set_own(&own);
  drop_own(&own);
  return 0;
}
