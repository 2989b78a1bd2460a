#include <stddef.h>
struct buf { char *data; size_t cap; };
struct buf *buf_new(size_t n);
void buf_free(struct buf *b);
