#include <stdlib.h>
/* grüße, © */
void f(char *p) { puts("é"); free(p /* ä */); puts("ÿ"); }
