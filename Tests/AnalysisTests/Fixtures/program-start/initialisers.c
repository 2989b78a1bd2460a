#include <stdlib.h>

int initialisers(void);

/* A counter that has a value before its array is there. */
static unsigned long room = 4;
static unsigned long count;
static int *array;

static void put(int value) {
  if (count == room) {
    room += 4;
    array = realloc(array, room * sizeof *array);
    if (!array) exit(1);
  }
  array[count++] = value;
}

static void fill(void) {
  array = malloc(room * sizeof *array);
  if (!array) exit(1);
  for (int i = 0; i < 10; i++) put(i);
  free(array);
}

/* An array serves at first. Near misses: the old block in a local, */
static int first[4];
static unsigned long other_room = 4;
static int *other = first;

static void other_grow(void) {
  int *old = other == first ? NULL : other;
  other_room += 4;
  other = malloc(other_room * sizeof *other);
  free(old);
}

/* and the counter gets its value when the array may be there. */
static unsigned long late_room = 4;
static int *late;

static void late_fill(void) {
  late = malloc(late_room * sizeof *late);
  late_room = 8;
  free(late);
}

int initialisers(void) {
  fill();
  other_grow();
  other_grow();
  late_fill();
  free(other);
  return 0;
}
