#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The size of a wrapper's block, saved where the wrapper is called. */
static void *xmalloc(size_t size) {
  void *made = malloc(size);
  if (!made) exit(1);
  return made;
}

static void *xcalloc(size_t count, size_t size) {
  void *made = calloc(count, size);
  if (!made) exit(1);
  return made;
}

static void *xrealloc(void *old, size_t size) {
  void *made = realloc(old, size);
  if (!made) exit(1);
  return made;
}

static void *named(int size, const char *what) {
  (void)what;
  return xmalloc(size);
}

static size_t room = 10;

static void meanwhile(void) { room += 7; }

static void argument(const char *text) {
  char *p;
  p = (char *)xmalloc(strlen(text) + room);
  meanwhile();
  free(p);
}

static void initialiser(void) {
  char *p = xmalloc(room), *q = named((int)room + 2, "q");
  meanwhile();
  free(q);
  free(p);
}

static void product(int count) {
  int *p = xcalloc(count, sizeof *p);
  count = (int)room;
  free(p);
  long *q = xcalloc((size_t)count + 1, sizeof(long));
  count++;
  free(q);
}

static void branches(int first) {
  char *p = NULL;
  if (first)
    p = xmalloc(room + 1);
  else
    p = malloc(room + 2);
  meanwhile();
  free(p);
}

static void loop(void) {
  char *p = NULL;
  for (int i = 0; i < 3; i++) {
    p = xrealloc(p, room);
    memset(p, i, room);
    meanwhile();
  }
  free(p);
}

/* Near misses. */
static char *kept;

static void *maybe_kept(size_t size) {
  if (kept && size < 4) return kept;
  return xmalloc(size);
}

static void other_pointer(void) {
  kept = xmalloc(9);
  char *p = maybe_kept(room ? 3 : room);
  meanwhile();
  free(p);
}

static void *rounded(size_t size) { return malloc((size + 15) & ~(size_t)15); }

static void rounds(void) {
  char *p = rounded(room);
  meanwhile();
  free(p);
}

static void *narrow(uint8_t size) { return malloc(size); }

static void cuts(void) {
  size_t size = room + 256;
  char *p = narrow(size);
  meanwhile();
  size++;
  free(p);
  char *q = room > 1000 ? NULL : NULL;
  q = narrow(300);
  if (!q) q = narrow(room);
  meanwhile();
  free(q);
}

static void *with_head(size_t size) { return (char *)malloc(size + 16) + 16; }

static void behind_head(void) {
  char *p = with_head(room);
  meanwhile();
  free(p - 16);
}

#define MAKE(n) xmalloc(n)

static void in_macro(void) {
  char *p = MAKE(room);
  meanwhile();
  free(p);
}

static void *second(int unused, size_t size) {
  (void)unused;
  return malloc(size);
}

static int given_back(void *p) {
  free(p);
  return 0;
}

static void in_argument(void) {
  char *p = xmalloc(room);
  meanwhile();
  p = second(given_back(p), room);
  meanwhile();
  free(p);
}

static size_t grows(void) { return ++room; }

static void twice(void) {
  char *p = xcalloc(grows(), 2);
  meanwhile();
  free(p);
}

static void *changes(size_t size) {
  size += room;
  return malloc(size);
}

static void changed(void) {
  char *p = changes(room);
  meanwhile();
  free(p);
}

int main(int argc, char **argv) {
  (void)argv;
  argument("text");
  initialiser();
  product(3);
  branches(argc > 1);
  loop();
  other_pointer();
  rounds();
  cuts();
  behind_head();
  in_macro();
  in_argument();
  twice();
  changed();
  return 0;
}
