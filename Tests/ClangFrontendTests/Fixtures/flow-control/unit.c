#include <stdlib.h>
struct list { char **items; int n, room; };
int grow(struct list *l, int c, char *a, char *b)
{
	char *p = c ? a : b;
	p = a ?: b;
	p = (c++, b);
	p = c && (a = malloc(3)) ? a : 0;
	if (c) l->n = 0; else l->room = 1;
	for (int i = 0; i < c; i++) l->n++;
	for (;;) break;
	while (l->n < 3) l->n++;
	do l->n--; while (l->n);
	switch (c) {
	case 1: l->n = 1; l->room = 2; break;
	default: l->n = 3;
	}
	p = ({ char *t = a; t; });
	p = _Generic(c, int: a, default: b);
	p = (char *)(void *)l;
	p = __builtin_expect((long)a, 0) ? a : b;
	l->n = 9;
	return 1;
}
char *labels(char *p) { again: if (!*p) goto again; char *q = p; return q; }
int count(int n) { static int total; extern int shared; total += n; shared = n; return n ? count(n - 1) : total; }
void vla(int n, size_t m) { char a[n], *b[n + 1]; b[0] = a; int s = sizeof a; typeof(b[0]) t = a; malloc(sizeof b); }
char *defaulted(char *p) { return malloc(4) ?: p; }
