#define BIG
#include "sizes.h"
#include <stdlib.h>

char *new_length(void) { return malloc(LENGTH); }
char *new_twice(void) { return malloc(TWICE); }
char *new_same(void) { return malloc(SAME); }
char *new_whole(void) { return malloc(WHOLE); }
char *new_pair(void) { return malloc(PAIR); }
char *new_all(void) { return malloc(ALL); }
