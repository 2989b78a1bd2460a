#include <stddef.h>

struct box {
    size_t width;
};

struct box *box_new(void);
void box_free(struct box *box);
