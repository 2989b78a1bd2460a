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

/* Nothing on its way to the end jumps, whatever the rest of the program does. */
static void die(void) {
  change();
  exit(0);
}

static void *get(size_t size) {
  void *made = malloc(size);
  if (!made) die();
  return made;
}

static void ends(struct state *s, int bad) {
  char *p = malloc(s->n);
  char *q = get(10);
  if (bad) die();
  free(q);
  free(p);
}

/* This one may never come to its end. */
static int jumps_first;

static void report(void) {
  change();
  if (jumps_first) jump();
}

static void fail(void) {
  report();
  exit(3);
}

static void may_fail(int bad) {
  if (!setjmp(back) && bad) fail();
}

static void goes_on(struct state *s, int bad) {
  char *p = malloc(s->n);
  may_fail(bad);
  free(p);
}

/* Nor this one: it is left while it runs what it is given. */
static void run_and_exit(void (*run)(void)) {
  run();
  exit(3);
}

static void may_run(int bad) {
  if (!setjmp(back) && bad) run_and_exit(report);
}

static void goes_on_again(struct state *s, int bad) {
  char *p = malloc(s->n);
  may_run(bad);
  free(p);
}

int main(int argc, char **argv) {
  (void)argv;
  state.n = 20;
  jumps_first = 1;
  goes_on(&state, argc < 2);
  goes_on_again(&state, argc < 2);
  around(&state, argc > 1);
  if (!setjmp(back)) inside(&state, argc > 1);
  itself(&state, argc > 1);
  ends(&state, argc > 1);
  return 0;
}
