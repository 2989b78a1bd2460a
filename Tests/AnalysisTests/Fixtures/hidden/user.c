#include <string.h>
#include "lib.h"

size_t length(const char *text) {
  char *name = name_new(text);
  char room[20];
  strcpy(room, "text");
  name_trim(room);
  size_t result = strlen(name);
  name_free(name);
  return result;
}
