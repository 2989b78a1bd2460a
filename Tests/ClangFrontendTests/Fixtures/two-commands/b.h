#define EXTRA(p) (void)(p)
