#include <setjmp.h>
#include <stdlib.h>

/* A function that jumps does not return, but one that has called it may go on. */
struct state { size_t n; };
static struct state state;
static jmp_buf back;
static void jump(void) {
  state.n += 10;
  longjmp(back, 1);
}

static void change(void) { state.n += 10; }

static void deep(int bad) {
  if (bad) {
    change();
    jump();
  }
}

static void attempt(int bad) {
  if (!setjmp(back)) deep(bad);
}

/* attempt returns although deep did not. */
static void around(struct state *s, int bad) {
  char *p = malloc(s->n);
  attempt(bad);
  free(p);
}

/* Here nothing goes on: this activation is gone. */
static void inside(struct state *s, int bad) {
  char *p = malloc(s->n);
  if (bad) {
    state.n = 7;
    longjmp(back, 1);
  }
  free(p);
}

/* It jumps to itself. */
static void itself(struct state *s, int bad) {
  char *p = malloc(s->n);
  if (!setjmp(back) && bad) {
    state.n = 7;
    longjmp(back, 1);
  }
  free(p);
}

int main(int argc, char **argv) {
  (void)argv;
  state.n = 20;
  around(&state, argc > 1);
  if (!setjmp(back)) inside(&state, argc > 1);
  itself(&state, argc > 1);
  return 0;
}
