static void g(void *p) { free(p); }
