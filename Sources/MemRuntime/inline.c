/* inline.c - the headers' functions, for calls that no compiler inlines. */
#define MEMI_FUNCTION __inline__ __attribute__((__gnu_inline__))
#define MEMI_LIBRARY
#include "internal.h"
