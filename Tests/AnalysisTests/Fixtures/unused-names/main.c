#include "names.h"

int main(int argc, char **argv) {
  char **all = CALLOC(sizeof(char *), argc + 1); /* the body is the site */
  char *text = CALLOC(3, 4);
  all[0] = text;
  FREE(all[0]);
  FREE(all);
  other();
  return 0;
}
