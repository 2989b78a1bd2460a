static void h(void *p) { free(p); }
