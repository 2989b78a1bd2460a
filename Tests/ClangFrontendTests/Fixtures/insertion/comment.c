#include <stdlib.h> /* a comment
 that goes on */
#if 0
#include <string.h>
#endif
#include <stdio.h> // one more
void f(void *p) { free(p); }
#include <ctype.h>
