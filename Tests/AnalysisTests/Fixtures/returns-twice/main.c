/* What comes behind setjmp runs again, whatever has run since. */
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf again;

static void local(void) {
  char *volatile p = malloc(10);
  if (setjmp(again)) {
    free(p);
    return;
  }
  free(p);
  p = malloc(20);
  longjmp(again, 1);
}

/* A header that keeps its count: the jump leaves it without. */
struct text { size_t length; char bytes[]; };
static struct text *last;

static void check(int error) {
  if (error) longjmp(again, 1);
}

static void fill(size_t length) {
  struct text *text = calloc(1, sizeof *text + length);
  last = text;
  check(length > 4);
  text->length = length;
}

int main(void) {
  char *sure = malloc(10);
  free(sure);
  local();
  if (!setjmp(again)) fill(9);
  free(last);
  return 0;
}
