/* The pointer at the start of a record, which other code sees as a pointer to pointers. */
#include <stdlib.h>
#include <string.h>

static void *xmalloc(size_t n) {
  void *p = malloc(n);
  if (!p) abort();
  return p;
}

/* The array of pointers is made, the record is what it is taken for. */
struct buffer_a { char *text; size_t count; };
static void main_a(void) {
  void **raw = malloc(sizeof(struct buffer_a));
  struct buffer_a *b = (struct buffer_a *)raw;
  b->count = 10;
  b->text = malloc(b->count);
  free(*raw); /* unsized: of 10 or 33 bytes */
  *raw = malloc(33);
  free(b->text); /* unsized */
  free(b);
}

/* Neither is what the block is called at first; only the size tells. */
struct buffer_b { char *text; size_t count; };
static void main_b(void) {
  void *v = malloc(sizeof(struct buffer_b));
  void **raw = v;
  struct buffer_b *b = v;
  b->count = 10;
  b->text = malloc(b->count);
  free(*raw);
  *raw = malloc(33);
  free(b->text);
  free(b);
}

/* A list whose code knows of no type. */
struct node_c { struct node_c *next; int value; };
struct big_c { struct node_c node; char more[64]; };
static void free_list_c(void *head) {
  for (void *p = head, *next; p; p = next) {
    next = *(void **)p;
    free(p); /* unsized: a node_c or a big_c */
  }
}
static void main_c(void) {
  struct node_c *a = malloc(sizeof *a);
  struct big_c *b = malloc(sizeof *b);
  b->node.next = NULL;
  a->next = &b->node;
  free_list_c(a);
}

/* The same by a wrapper. */
struct node_d { struct node_d *next; int value; };
static void free_list_d(void *head) {
  for (void *p = head, *next; p; p = next) {
    next = *(void **)p;
    free(p); /* unsized: with or without 64 bytes more */
  }
}
static void main_d(void) {
  struct node_d *a = xmalloc(sizeof *a);
  struct node_d *b = xmalloc(sizeof *b + 64);
  b->next = NULL;
  a->next = b;
  free_list_d(a);
}

/* All nodes are alike. */
struct node_e { struct node_e *next; int value; };
static void free_list_e(void *head) {
  for (void *p = head, *next; p; p = next) {
    next = *(void **)p;
    free(p); /* sized */
  }
}
static void main_e(void) {
  struct node_e *a = xmalloc(sizeof *a);
  a->next = xmalloc(sizeof *a->next);
  a->next->next = NULL;
  free_list_e(a);
}

/* What takes any record and gives its first member back. */
struct named_f { char *name; int kind; };
static void drop_f(void *record) { free(*(void **)record); /* sized */ }
static void main_f(void) {
  struct named_f *n = malloc(sizeof *n);
  n->name = malloc(17);
  drop_f(n);
  free(n);
}

/* Memory of pointers that is no record: as large as one of its elements is nothing. */
struct named_g { char *name; int kind; };
static void main_g(void) {
  void *v = malloc(3 * sizeof(struct named_g *));
  struct named_g **list = v;
  list[0] = malloc(sizeof *list[0]);
  list[0]->name = malloc(5);
  free(list[0]->name); /* sized: nothing of the list is a name */
  free(list[0]);       /* sized */
  free(list);
}

/* The same with elements of a pointer's size. */
union value_h { char *text; long number; };
static void main_h(void) {
  void *v = malloc(3 * sizeof(union value_h *));
  union value_h **list = v;
  list[0] = malloc(sizeof *list[0]);
  list[0]->text = malloc(5);
  free(list[0]->text); /* sized */
  free(list[0]);       /* sized */
  free(list);
}

/* Records on the stack, in others, and in arrays. */
struct named_i { char *name; int kind; };
struct outer_i { int kind; struct named_i inner; };
static void set_i(void *record) {
  char **name = record;
  free(*name); /* unsized: of 10 to 33 bytes */
  *name = malloc(33);
}
static void main_i(void) {
  struct named_i one, several[2];
  struct outer_i *outer = malloc(sizeof *outer);
  one.name = malloc(10);
  several[0].name = malloc(11);
  outer->inner.name = malloc(12);
  set_i(&one);
  set_i(several);
  set_i(&outer->inner);
  free(one.name); /* these, too */
  free(several[0].name);
  free(outer->inner.name);
  free(outer);
}

int main(void) {
  main_a();
  main_b();
  main_c();
  main_d();
  main_e();
  main_f();
  main_g();
  main_h();
  main_i();
  return 0;
}
