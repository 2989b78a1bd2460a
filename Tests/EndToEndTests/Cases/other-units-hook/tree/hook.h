#include <stddef.h>
extern void *(*hook)(size_t);
