/* Constant sizes by their names, where the names mean the same. */
#include "sizes.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE 104
#define MAKE malloc(LINE)
#define OTHER 104

static char *line;
static char *page;

/* Before its allocation in the file: the header's name serves, LINE not. */
static void drop(char *name) { free(name); }
static void early(void) {
  free(line);
  line = NULL;
}

/* The library's name serves behind the allocation. */
static void pages(void) {
  page = malloc(BUFSIZ);
  if (page) page[0] = 'x';
}
static void release_page(void) {
  free(page);
  page = NULL;
}

int main(void) {
  char *name = malloc(NAME_SIZE);
  if (name) memset(name, 'n', NAME_SIZE);
  drop(name);
  line = malloc(LINE);
  early();
  pages();
  release_page();
  char *slots = malloc(SLOTS * 2);
  free(slots);
  /* The call comes out of a macro: its number. */
  char *made = MAKE;
  free(made);
  /* Two names of one value. */
  char *either = slots ? malloc(OTHER) : malloc(LINE);
  free(either);
  free(fresh());
  /* The count has the name. */
  short *counted = calloc(SLOTS + 1, sizeof *counted);
  free(counted);
  return 0;
}
