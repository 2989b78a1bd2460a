#define DROP(p) free(p)
