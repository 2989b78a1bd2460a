#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks for what an array has no room for. */

static void *xmalloc(size_t n) {
  void *p = malloc(n);
  if (!p) exit(1);
  return p;
}

static int chosen(const char *a, const char *b) {
  size_t first = strlen(a) + 1, second = strlen(b) + 1;
  char room[8];
  char *text = first + second <= sizeof room ? room : (char *)malloc(first + second);
  if (!text) return 1;
  memcpy(text, a, first);
  memcpy(text + first, b, second);
  int last = text[first + second - 2];
  if (text != room) free(text);
  return last;
}

static int replaced(const char *s, size_t n) {
  char room[8];
  char *text = room;
  if (n > sizeof room) text = xmalloc(n);
  memset(text, s[0], n);
  int last = text[n - 1];
  if (text != room) free(text);
  return last;
}

static char shared[8];

/* The size is kept where the pointer gets a block. */
static int counted_down(const char *s, size_t n) {
  char *text = shared;
  if (n > sizeof shared) text = xmalloc(n);
  memset(text, s[0], n);
  int sum = 0;
  while (n-- > 0) sum += text[n];
  if (text != shared) free(text);
  return sum;
}

static int grown(size_t n) {
  long few[4];
  long *numbers = few;
  size_t room = 4;
  for (size_t i = 0; i < n; i++) {
    if (i == room) {
      long *more = malloc(2 * room * sizeof *more);
      if (!more) exit(1);
      memcpy(more, numbers, room * sizeof *more);
      if (numbers != few) free(numbers);
      numbers = more;
      room *= 2;
    }
    numbers[i] = (long)i;
  }
  int last = n ? (int)numbers[n - 1] : 0;
  if (numbers != few) free(numbers);
  return last;
}

/* Near misses. */

/* Another's block. */
static void given(char *own, size_t n) {
  char *text = own ? own : malloc(n);
  free(text);
}

/* The array is the start of a block. */
struct small {
  char room[8];
};

static void first_member(size_t n) {
  struct small *s = malloc(sizeof *s);
  if (!s) return;
  char *text = s->room;
  if (n > sizeof s->room) {
    free(s);
    text = malloc(n);
  }
  free(text);
}

/* The array holds blocks. */
static void elements(int i, size_t n) {
  char *blocks[2] = {malloc(3), malloc(3)};
  char *text = blocks[0];
  if (i > 1) {
    free(text);
    text = malloc(n);
  }
  free(text);
  free(blocks[1]);
}

/* Two sizes. */
static void either(int i, size_t n, size_t m) {
  char room[8];
  char *text = room;
  if (i > 1) text = malloc(n);
  if (i == 1) text = malloc(m);
  if (text != room) free(text);
}

int main(int argc, char **argv) {
  int sum = chosen("a", "bc") + chosen(argv[0], "longer than the array");
  sum += replaced("x", 3) + replaced("y", 30);
  sum += counted_down("x", 3) + counted_down("y", 30);
  sum += grown(3) + grown(5) + grown(20);
  given(NULL, 4);
  given(malloc(5), 6);
  first_member(4);
  first_member(40);
  elements(argc, 6);
  either(argc, 4, 5);
  either(2, 4, 5);
  printf("%d\n", sum > 0);
  return 0;
}
