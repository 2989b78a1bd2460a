/* first */ void free(void *);
void f(void *p) { free(p); }
