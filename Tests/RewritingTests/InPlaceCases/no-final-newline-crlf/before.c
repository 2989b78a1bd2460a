#define F(p) free(p)
#include <stdlib.h>