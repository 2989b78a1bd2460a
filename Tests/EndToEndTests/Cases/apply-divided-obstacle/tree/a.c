#include <stdlib.h>
void *take(size_t size, int number) { (void)number; return malloc(size); }
int *make_b(void);
void drop(int *p) { free(p); }
int main(void) {
  int i = 0;
  int *x = take(sizeof *x, i++);
  drop(x);
  drop(make_b());
  return i;
}
