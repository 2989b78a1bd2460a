#include <stdlib.h>
void *take(size_t size, int number);
int *make_b(void) { return take(sizeof(int), 0); }
