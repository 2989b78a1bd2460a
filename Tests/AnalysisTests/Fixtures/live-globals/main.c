// Blocks of one function whose sizes global variables tell, which do not change meanwhile.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct { int rows, columns; int *cells; } Grid;
int count, total, called;
static size_t width = 3;
static Grid grid = {3, 4, NULL};
static Grid *current = &grid;
static Grid pair[2] = {{2, 3, NULL}, {4, 5, NULL}};
static volatile int signals = 4;
static int sum(const int *values) {
  int result = 0;
  for (int i = 0; i < count; i++) result += values[i];
  return result;
}
static void grow(void) { count++; }
static int compare(const void *a, const void *b) {
  called++;
  return *(const int *)a - *(const int *)b;
}
static struct { volatile int signals; } seen = {5};
static void on_signal(int number) { seen.signals = signals += number; }
static void plain(void) {
  int *values = calloc(count + 1, sizeof *values);
  values[count] = sum(values);
  printf("%d\n", values[count]);
  free(values);
}
static void members(void) {
  double *sums = malloc(grid.rows * width * sizeof *sums);
  double *line = malloc(current->columns * sizeof *line);
  sums[0] = line[0] = 1;
  total += grid.rows;
  free(line);
  free(sums);
}
static void counted(void) {
  static int uses = 2;
  char *text = malloc(uses);
  text[0] = 0;
  free(text);
  uses++;
}
/* near misses: changed by itself, by a function, by a callback, by a pointer, hidden, unseen */
static void changed(void) {
  char *text = malloc(count);
  count++;
  free(text);
}
static void changed_inside(void) {
  char *text = malloc(count);
  grow();
  free(text);
}
static void changed_by_callback(void) {
  int *values = calloc(called, sizeof *values);
  qsort(values, called, sizeof *values, compare);
  free(values);
}
static void changed_by_pointer(int *where) {
  char *text = malloc(total);
  *where += 5;
  free(text);
}
static void changed_member(void) {
  char *text = malloc(grid.rows);
  current->rows = 2;
  free(text);
}
static void changed_record(void) {
  char *text = malloc(grid.columns);
  *current = pair[1];
  free(text);
}
static void other_object(void) {
  char *text = malloc(current->columns);
  current = &pair[0];
  free(text);
}
static void other_element(int i) {
  char *text = malloc(pair[i].rows);
  free(text);
}
static void hidden(void) {
  char *text = malloc(width);
  {
    int width = 0;
    (void)width;
    free(text);
  }
}
static char *unseen(void) {
  char *text;
  {
    extern int elsewhere;
    text = malloc(elsewhere);
  }
  text[0] = 0;
  free(text);
  return NULL;
}
static void interrupted(void) {
  char *text = malloc(signals);
  char *more = malloc(seen.signals);
  raise(SIGTERM);
  free(more);
  free(text);
}
int elsewhere = 9;
int main(int argc, char **argv) {
  (void)argv;
  signal(SIGTERM, on_signal);
  count = argc + 3;
  called = total = 4;
  plain();
  members();
  counted();
  changed();
  changed_inside();
  changed_by_callback();
  changed_by_pointer(&total);
  other_element(1);
  changed_member();
  changed_record();
  other_object();
  hidden();
  unseen();
  interrupted();
  return 0;
}
