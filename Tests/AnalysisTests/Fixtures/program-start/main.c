#include <stdlib.h>

int initialisers(void);

/* Arrays that are null until they grow, and whose counters are set to zero by themselves. */

/* As the program starts. */
static int *once_array;
static int once_count;

static void once_grow(void) {
  int old_count = once_count;
  int *old = once_array;
  once_count += 8;
  once_array = malloc(once_count * sizeof *once_array);
  for (int i = 0; i < once_count; i++) once_array[i] = i < old_count ? old[i] : 0;
  free(old);
}

static void once_start(void) {
  once_count = 0;
  once_grow();
}

static void once_start_all(int level) {
  if (level > 0) once_start();
}

/* Near misses: twice, */
static int *twice_array;
static int twice_count;

static void twice_grow(void) {
  int old_count = twice_count;
  int *old = twice_array;
  twice_count += 8;
  twice_array = malloc(twice_count * sizeof *twice_array);
  for (int i = 0; i < twice_count; i++) twice_array[i] = i < old_count ? old[i] : 0;
  free(old);
}

static void twice_start(void) {
  twice_count = 0;
  twice_grow();
}

/* in a loop, */
static int *loop_array;
static int loop_count;

static void loop_grow(void) {
  int old_count = loop_count;
  int *old = loop_array;
  loop_count += 8;
  loop_array = malloc(loop_count * sizeof *loop_array);
  for (int i = 0; i < loop_count; i++) loop_array[i] = i < old_count ? old[i] : 0;
  free(old);
}

static void loop_start(void) {
  loop_count = 0;
  loop_grow();
}

/* behind what lets the array grow, */
static int *late_array;
static int late_count;

static void late_grow(void) {
  int old_count = late_count;
  int *old = late_array;
  late_count += 8;
  late_array = malloc(late_count * sizeof *late_array);
  for (int i = 0; i < late_count; i++) late_array[i] = i < old_count ? old[i] : 0;
  free(old);
}

static void late_start(void) { late_count = 0; }

/* perhaps behind it, in one expression, */
static int *mixed_array;
static int mixed_count;

static void mixed_grow(void) {
  int old_count = mixed_count;
  int *old = mixed_array;
  mixed_count += 8;
  mixed_array = malloc(mixed_count * sizeof *mixed_array);
  for (int i = 0; i < mixed_count; i++) mixed_array[i] = i < old_count ? old[i] : 0;
  free(old);
}

static int mixed_start(void) {
  mixed_count = 0;
  return 1;
}

static int mixed_more(void) {
  mixed_grow();
  return 2;
}

/* by way of a pointer, */
static int *pointer_array;
static int pointer_count;

static void pointer_grow(void) {
  int old_count = pointer_count;
  int *old = pointer_array;
  pointer_count += 8;
  pointer_array = malloc(pointer_count * sizeof *pointer_array);
  for (int i = 0; i < pointer_count; i++) pointer_array[i] = i < old_count ? old[i] : 0;
  free(old);
}

static void pointer_start(void) {
  pointer_count = 0;
  pointer_grow();
}

static void (*start)(void) = pointer_start;

/* and behind a constructor. */
static int *early_array;
static int early_count;

static void early_grow(void) {
  int old_count = early_count;
  int *old = early_array;
  early_count += 8;
  early_array = malloc(early_count * sizeof *early_array);
  for (int i = 0; i < early_count; i++) early_array[i] = i < old_count ? old[i] : 0;
  free(old);
}

static void early_start(void) { early_count = 0; }

__attribute__((constructor)) static void early_before(void) { early_grow(); }

int main(int argc, char **argv) {
  (void)argv;
  once_start_all(argc);
  twice_start();
  for (int i = 0; i < 2; i++) loop_start();
  late_grow();
  late_start();
  int sum = mixed_start() + mixed_more();
  start();
  start();
  early_start();
  for (int i = 0; i < 2; i++) {
    once_grow();
    twice_grow();
    loop_grow();
    late_grow();
    mixed_grow();
    pointer_grow();
    early_grow();
  }
  twice_start();
  return sum != 3 || initialisers();
}
