// Counters that change once more when what they told the size of has been allocated.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int hopped, looped;
static char *a_hopped, *a_looped;
static int later, inside, repeated, jumped, at_exit, handled, tabled, twice, given, recursed;
static char *a_later, *a_inside, *a_repeated, *a_jumped, *a_exit, *a_handled, *a_tabled, *a_twice,
    *a_given, *a_recursed;
static void grow_later(void) { later++; }
static void make_inside(void) {
  inside = 3;
  a_inside = malloc(inside);
  inside = 7;
}
static void count_repeated(void) { repeated++; }
static void make_repeated(void) {
  if (!a_repeated) a_repeated = malloc(repeated);
}
static void count_jumped(void) { jumped += 2; }
static void make_jumped(void) {
  if (!a_jumped) a_jumped = malloc(jumped);
}
static void finish(void) {
  at_exit += 4;
  free(a_exit);
}
static void make_exit(void) { a_exit = malloc(at_exit); }
static void on_signal(int number) { handled += number; }
static void set_tabled(void) { tabled += 3; }
static void make_tabled(void) {
  if (!a_tabled) a_tabled = malloc(tabled);
}
static void (*const steps[])(void) = {set_tabled, make_tabled, set_tabled};
static void phase_twice(void) {
  twice += 5;
  if (!a_twice) a_twice = malloc(twice);
}
static void set_given(int *where) { *where += 6; }
static void recurse(int depth) {
  recursed += depth;
  if (depth > 0) recurse(depth - 1);
  if (!a_recursed) a_recursed = malloc(recursed);
  if (depth > 1) recurse(0);
  recursed++;
}
static void release(void) {
  free(a_hopped);
  free(a_looped);
  free(a_later);
  free(a_inside);
  free(a_repeated);
  free(a_jumped);
  free(a_handled);
  free(a_tabled);
  free(a_twice);
  free(a_given);
  free(a_recursed);
}
int main(int argc, char **argv) {
  int i, again = 0;
  (void)argv;
  later = at_exit = handled = given = argc + 2;
  a_later = malloc(later);
  grow_later();
  make_inside();
  for (i = 0; i < 3; i++) {
    count_repeated();
    make_repeated();
  }
back:
  count_jumped();
  make_jumped();
  if (again++ < 2) goto back;
  /* Back in two hops, and out of a loop. */
  again = 0;
far:
  hopped += 3;
near:
  if (again == 2) {
    again++;
    goto far;
  }
  if (!a_hopped) a_hopped = malloc(hopped);
  if (again++ < 2) goto near;
start:
  looped += 2;
  for (i = 0; i < 3; i++) {
    if (looped < 4 && a_looped) goto start;
    if (!a_looped) a_looped = malloc(looped);
  }
  atexit(finish);
  make_exit();
  signal(SIGTERM, on_signal);
  a_handled = malloc(handled);
  raise(SIGTERM);
  for (i = 0; i < 3; i++) steps[i]();
  phase_twice();
  phase_twice();
  a_given = malloc(given);
  set_given(&given);
  recurse(3);
  release();
  /* What is right, so that a size is checked. */
  char *last = calloc(later, 2);
  free(last);
  return 0;
}
