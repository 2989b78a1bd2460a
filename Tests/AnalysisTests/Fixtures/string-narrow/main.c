#include <stdlib.h>
#include <string.h>

/* A size that a parameter cuts makes a smaller block, or none: the string that
   is copied into it shows that nothing was cut. */
static void *get(int bytes) {
  void *made = malloc(bytes);
  if (!made) abort();
  return made;
}

static void *get_small(unsigned char bytes) {
  void *made = malloc(bytes);
  if (!made) abort();
  return made;
}

static void *get_rest(int whole, unsigned char less) {
  void *made = malloc(whole - less);
  if (!made) abort();
  return made;
}

static char *copy(const char *s) {
  char *made = get(strlen(s) + 1);
  strcpy(made, s);
  return made;
}

static char *join(const char *a, const char *b) {
  char *made = get(strlen(a) + strlen(b) + 1);
  strcpy(made, a);
  strcat(made, b);
  return made;
}

/* The block is larger where less is cut. */
static char *rest(const char *s, size_t less) {
  char *made = get_rest(strlen(s) + 1 + less, less);
  strcpy(made, s);
  return made;
}

/* Only a part of it is filled. */
static char *part(const char *s, size_t length) {
  char *made = get_small(length + 1);
  memcpy(made, s, 3);
  made[3] = '\0';
  return made;
}

int main(void) {
  char *a = copy("some text");
  char *b = join("a", "bcd");
  char *c = rest("some text", 300);
  char *d = part("some text", 300);
  free(a);
  free(b);
  free(c);
  free(d);
  return 0;
}
