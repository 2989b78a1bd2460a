/* licence
 * goes on */
// more
#define X 1
void free(void *);
void f(void *p) { free(p); }
