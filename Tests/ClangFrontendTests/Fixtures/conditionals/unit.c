#include <stdlib.h>
#define A 1
#if A
# if B
void f(void *p) { free(p); }
# elif A
void f(void *p) { free(p); }
#  ifdef C
void g(void *p) { free(p); }
#  else
void g(void *p) { free(p); }
#  endif
# else
#  if A
void f(void *p) { realloc(p, 1); }
#  endif
# endif
#else
void f(void *p) { free(p); }
# define RELEASE(p) free(p)
#endif
#if defined(free) && 0
#elif defined malloc
#endif
#if 0
free(
' an apostrophe
#endif
void h(void *p) {
	free(
#ifdef B
	    0
#else
	    p
#endif
	);
	realloc(p
#if A
	    , 3
#endif
	);
#if 0
	free(p);
#endif
}
