/* Before prototypes malloc was said to return a char *: no callback of the
   runtime has that type. */
extern char *malloc();
extern void free();

static char *(*allocate)() = malloc;
static void (*release)() = free;

int main(void) {
  char *p = (*allocate)(10);
  release(p);
  return 0;
}
