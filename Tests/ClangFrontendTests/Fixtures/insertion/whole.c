/* One conditional holds the file, and not to guard it. */
#if defined(__STDC__)
#define _GNU_SOURCE
#ifdef __STDC_VERSION__
#include <stdlib.h>
#endif
#include <string.h>

void f(void *p) { free(p); }
#endif /* __STDC__ */
