#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/* What is called between a block's allocation and its filling, or the assignment
   of what counts its elements, may release it elsewhere, or lead to where it is
   released. */

struct pair {
  char *name;
  char *value;
};

struct label {
  char *text;
};

struct list {
  size_t count;
  int items[];
};

struct buffer {
  size_t size;
  char *data;
};

static jmp_buf back;
static struct list *kept_list;
static struct buffer buffer;
static char *kept, *kept_by_exit, *kept_by_call, *kept_through;

static void give_up(void) {
  exit(1);
}

static void jump(void) {
  longjmp(back, 1);
}

static void drop(void) {
  free(kept_by_call);
  kept_by_call = NULL;
}

static void list_free(struct list *l) {
  free(l);
}

static void at_end(void) {
  free(kept_by_exit);
  list_free(kept_list);
  free(buffer.data);
}

/* The end of the program releases neither name nor value. */
static struct pair *pair(const char *name, const char *value) {
  struct pair *p = malloc(sizeof *p);
  if (!p) give_up();
  p->name = malloc(strlen(name) + 1);
  if (!p->name) give_up();
  p->value = malloc(strlen(value) + 1);
  if (!p->value) give_up();
  strcpy(p->name, name);
  strcpy(p->value, value);
  return p;
}

/* Nobody has the block when control jumps away. */
static char *lost(const char *s, int fails) {
  char *p = calloc(1, strlen(s) + 1);
  if (fails) jump();
  strcpy(p, s);
  return p;
}

/* There is no block when control jumps away. */
static void kept_or_none(const char *s) {
  kept = calloc(1, strlen(s) + 1);
  if (!kept) jump();
  strcpy(kept, s);
}

/* Near misses. */
static void jumping(struct label *l, const char *s) {
  l->text = calloc(1, strlen(s) + 1);
  if (*s == 'h') jump();
  strcpy(l->text, s);
}

static void through(const char *s) {
  char *p = calloc(1, strlen(s) + 1), **where = &kept_through;
  *where = p;
  jump();
  strcpy(p, s);
}

static void ending(const char *s) {
  char *p = calloc(1, strlen(s) + 1);
  kept_by_exit = p;
  if (*s == 'h') exit(0);
  strcpy(p, s);
}

static struct list *ending_list(size_t count) {
  struct list *l = malloc(sizeof *l + count * sizeof l->items[0]);
  kept_list = l;
  if (count == 7) exit(0);
  l->count = count;
  return l;
}

static void ending_buffer(size_t size) {
  buffer.data = malloc(size);
  if (size == 7) exit(0);
  buffer.size = size;
}

static int dropping(const char *s, int drops) {
  char *p = calloc(1, strlen(s) + 1);
  kept_by_call = p;
  if (drops) drop();
  if (!kept_by_call) return 0;
  strcpy(p, s);
  return 1;
}

int main(int argc, char **argv) {
  (void)argv;
  struct pair *made = pair("name", "value");
  struct label label = {NULL};
  free(made->name);
  free(made->value);
  free(made);
  if (!setjmp(back)) {
    char *p = lost("hello", argc < 2);
    free(p);
  }
  kept_or_none("hello");
  free(kept);
  if (!setjmp(back)) jumping(&label, "hello");
  free(label.text);
  if (!setjmp(back)) through("hello");
  free(kept_through);
  dropping("hello", 1);
  if (dropping("hello", 0)) drop();
  atexit(at_end);
  if (argc == 1) ending("hello");
  if (argc == 2) ending_list(5 + argc);
  ending_buffer(7);
  return 0;
}
