#ifndef RELEASE_H
#define RELEASE_H
#include <stdio.h>
#include <stdlib.h>
#define RELEASE(p) do { free(p); (p) = NULL; } while (0)
#define RELEASE_BOTH(p, q) do { RELEASE(p); RELEASE(q); } while (0)
struct box { int n; struct box *next; };
int undefined_before(void);
int defined_after(void);
int defined_between(void);
int pasted(void);
#endif
