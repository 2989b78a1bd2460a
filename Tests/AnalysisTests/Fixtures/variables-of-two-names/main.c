#include <stdlib.h>

#include "names.h"

/* One counter by two names of one file. */
static int room __attribute__((used)) = 4;
extern int room_alias __attribute__((alias("room")));
static char *alias_text;
static void by_alias(void) {
  alias_text = malloc((size_t)room);
  room_alias = 100;
  free(alias_text);
}

static int width __attribute__((used)) = 4;
static int width_weak __attribute__((weakref("width")));
static char *weak_text;
static void by_weakref(void) {
  weak_text = malloc((size_t)width);
  width_weak = 100;
  free(weak_text);
}

/* Another file changes it by a label. */
int height = 4;
static char *label_text;
static void by_label(void) {
  label_text = malloc((size_t)height);
  set_height(100);
  free(label_text);
}

/* Nobody does so. */
static int depth = 4;
static char *plain_text;
static void by_one_name(void) {
  plain_text = malloc((size_t)depth);
  set_height(100);
  free(plain_text);
}

/* A pointer by two names: blocks of two sizes, and of one. */
char *name;
extern char *name_too __attribute__((alias("name")));
char *same;
extern char *same_too __attribute__((alias("same")));
static void pointers(void) {
  name = malloc(16);
  free(name);
  name_too = malloc(17);
  free(name);
  same = malloc(18);
  free(same);
  same_too = malloc(18);
  free(same);
}

/* A record by two names, in another file. */
struct buffer buffer;
static void records(void) {
  buffer.text = malloc((size_t)buffer.size);
  resize_buffer();
  free(buffer.text);
}

int main(void) {
  buffer.size = 7;
  by_alias();
  by_weakref();
  by_label();
  by_one_name();
  pointers();
  records();
  return 0;
}
