// Global counters that one phase of the program computes and a later one allocates with.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int symbols, states, width = 1;
static char **names;
static int *kinds, *table;
static unsigned char *flags;
static int *spare;
static void count(const char *text) {
  for (; *text; text++) {
    if (*text == ' ') continue;
    symbols++;
    if (*text < 'm') states += 2;
  }
}
static void read_all(int argc, char **argv) {
  int i;
  for (i = 0; i < argc; i++) count(argv[i]);
  if (states == 0) states = 3;
}
static void allocate(void) {
  int rows = (symbols + 7) / 8;
  kinds = calloc(symbols, sizeof *kinds);
  table = malloc(states * width * sizeof *table);
  flags = calloc(rows * states, 1);
  if (!kinds || !table || !flags) exit(1);
  names = malloc(symbols * sizeof *names);
}
static void work(void) {
  int i;
  for (i = 0; i < symbols; i++) names[i] = (char *)flags;
  if (spare == NULL) spare = malloc(states * sizeof *spare);
  table[states * width - 1] = spare != NULL;
}
static void release(void) {
  free(names);
  free(kinds);
  free(table);
  free(flags);
}
static void run(int argc, char **argv) {
  read_all(argc, argv);
  width += argc;
  allocate();
  work();
}
int main(int argc, char **argv) {
  run(argc, argv);
  work();
  release();
  if (spare) free(spare);
  return 0;
}
