/* licence */

void f(void *p) { free(p); }
