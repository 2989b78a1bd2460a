// A library's variables in its header: a client may assign them whenever its code runs.
#include "lib.h"
#include <stdlib.h>
#include <string.h>
int lib_width = 8, lib_room;
static int height = 4;
static char *kept;
void lib_each(void (*visit)(const char *)) {
  char *line = calloc(1, lib_width);
  char *column = calloc(1, height);
  visit(line);
  visit(column);
  free(column);
  free(line);
}
void lib_plain(void) {
  char *line = malloc(lib_width);
  memset(line, 0, lib_width);
  free(line);
}
void lib_keep(int room) {
  free(kept);
  lib_room = room;
  kept = malloc(lib_room);
}
void lib_end(void) {
  free(kept);
  kept = NULL;
}
