#include <stdlib.h>
#include <string.h>

/* What may be a library's is released as such, beside what is the program's own. */
extern char *lib_line(void);

int main(int argc, char **argv) {
  char *line = lib_line();
  if (argc > 1) {
    line = malloc(argc + 20);
    if (line) strcpy(line, argv[0]);
  }
  free(line);
  char *own = malloc(argc + 20);
  free(own);
  free(lib_line());
  return 0;
}
