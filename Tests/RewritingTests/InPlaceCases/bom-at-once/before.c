void f(void *p) { free(p); }
