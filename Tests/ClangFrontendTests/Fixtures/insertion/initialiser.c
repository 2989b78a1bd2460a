#include <stdlib.h>
static int numbers[] = {
#include "numbers.inc"
};
int g(void)
{
#include "body.inc"
}
void f(void *p) { free(p); }
