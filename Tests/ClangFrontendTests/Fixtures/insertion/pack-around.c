#include <stdlib.h>
#pragma pack(push, 1)
#include <string.h>
struct packed {
  char c;
  char *p;
};
#pragma pack(pop)

void f(void) { free(malloc(3)); }
