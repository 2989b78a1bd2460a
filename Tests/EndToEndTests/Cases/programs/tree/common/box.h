#include <stdlib.h>

struct box { int value; };

struct box *box_new(int value);

/* Of 4 bytes in the first program, of 100 in the second. */
static inline void box_drop(struct box *box) { free(box); }
