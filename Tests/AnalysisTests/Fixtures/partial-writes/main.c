/* A record's bytes change otherwise than by assignments of its members. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Only the head is copied, with the counter: named as an assumption. */
struct head { size_t count; char *data; };

static struct head *new_head(size_t size) {
  struct head *p = calloc(1, sizeof *p);
  p->count = size;
  p->data = malloc(size);
  return p;
}

static void head(int copies) {
  struct head *one = new_head(8), *other = new_head(9);
  if (copies) memcpy(one, other, offsetof(struct head, data));
  free(one->data);
  free(other->data);
  free(one);
  free(other);
}

/* The whole record is copied: proven. */
struct whole { size_t count; char *data; };

static struct whole *new_whole(size_t size) {
  struct whole *p = malloc(sizeof *p);
  memset(p, 0, sizeof *p);
  p->count = size;
  p->data = malloc(size);
  return p;
}

static void whole(void) {
  struct whole *one = new_whole(8), *other = malloc(sizeof *other);
  memcpy(other, one, sizeof *one);
  free(other->data);
  free(one);
  free(other);
}

/* A number is stored where the record is. */
struct plain { size_t count; char *data; };

static struct plain *new_plain(size_t size) {
  struct plain *p = calloc(1, sizeof *p);
  p->count = size;
  p->data = malloc(size);
  return p;
}

static void plain(int stores) {
  struct plain *p = new_plain(8);
  if (stores) *(size_t *)p = 3;
  free(p->data);
  free(p);
}

/* An instruction changes the counter. */
struct counted { size_t count; char *data; };

static void counted(struct counted *p) {
  p->count = 8;
  p->data = malloc(p->count);
  __asm__("" : "+m"(p->count));
}

static void drop_counted(struct counted *p) { free(p->data); }

/* The string is given away before it fills its block. */
static char *join(const char *left, const char *right, int half) {
  char *p = malloc(strlen(left) + strlen(right) + 1);
  if (!p) return NULL;
  strcpy(p, left);
  if (half) return p;
  strcat(p, right);
  return p;
}

/* The counter is cleared and the pointer stays. */
struct front { size_t count; int flags; char *data; };

static void fill_front(struct front *p, size_t size) {
  p->data = malloc(size);
  p->count = size;
}

static void clear_front(struct front *p) { memset(p, 0, offsetof(struct front, data)); }

static void cleared(void) {
  struct front record;
  fill_front(&record, 50);
  clear_front(&record);
  free(record.data);
}

/* The same by a copy of the first members. */
struct copied { size_t count; int flags; char *data; };

static void fill_copied(struct copied *p, size_t size) {
  p->data = malloc(size);
  p->count = size;
}

static void copy_front(struct copied *p) {
  struct copied empty;
  memset(&empty, 0, sizeof empty);
  memcpy(p, &empty, offsetof(struct copied, data));
}

static void overwritten(void) {
  struct copied record;
  fill_copied(&record, 50);
  copy_front(&record);
  free(record.data);
}

/* An element's front is cleared, which lies in the middle of its array. */
struct element { size_t count; int flags; char *data; };

static void fill_element(struct element *p, size_t size) {
  p->data = malloc(size);
  p->count = size;
}

static void clear_element(struct element *p) { memset(p, 0, offsetof(struct element, data)); }

static void elements(void) {
  struct element *array = calloc(4, sizeof *array);
  for (struct element *p = array + 1; p < array + 4; p++) fill_element(p, 50);
  for (struct element *p = array + 1; p < array + 4; p++) clear_element(p);
  for (struct element *p = array + 1; p < array + 4; p++) free(p->data);
  free(array);
}

/* What is read into a member that is an array reaches no other member. */
struct pair { size_t count; char *data; };
struct buffered { int file; char text[16]; struct pair last; };

static void fill_pair(struct pair *p, size_t size) {
  p->data = malloc(size);
  p->count = size;
}

static void read_text(char *text, size_t size) { memset(text, 'x', size); }

static void buffered(void) {
  struct buffered *p = calloc(1, sizeof *p);
  fill_pair(&p->last, 20);
  read_text(p->text, sizeof p->text);
  struct pair *last = &p->last;
  free(last->data);
  free(p);
}

int main(void) {
  struct counted record;
  cleared();
  overwritten();
  elements();
  buffered();
  char *half = join("left", "right", 1);
  free(half);
  head(0);
  whole();
  plain(0);
  counted(&record);
  drop_counted(&record);
  return 0;
}
