#include <stdlib.h>
#define SET(a, b) ((a) = (b))
#define NEXT(p) ((p)++)
#define AT(p) (*(p))
#define ADDRESS(x) (&(x))
#define ADD(p, n) ((p) + (n))
#define BACK(p, n) ((p) - (n))
#define OR(a, b) ((a) || (b))
#define GROW(n) ((n) *= 2)
#define SIZE(n) ((n) * sizeof(int))
#define CUT(p) (*(p) = 0)
#define FIELD(o, T, m) ((T *)((char *)(o) - offsetof(T, m)))
#define offsetof(T, m) __builtin_offsetof(T, m)
struct link { struct link *next; };
struct node { int n; struct link link; char *text; };
void f(char *p, char **v, int n, struct link *l, char *q)
{
	SET(p, q);
	SET(AT(v), q);
	p = NEXT(q);
	p = AT(v);
	v = ADDRESS(p);
	q = ADD(p, n);
	q = BACK(p, 3);
	n = OR(p, n);
	GROW(n);
	p = malloc(SIZE(n));
	CUT(p);
	AT(p) = 'c';
	struct node *o = FIELD(l, struct node, link);
	free(NEXT(p));
	free(AT(v));
	free(SET(p, q));
	free(ADD(p, 0));
	free(BACK(q, n));
}
