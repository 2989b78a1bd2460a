#define EXTRA(p) free(p)
