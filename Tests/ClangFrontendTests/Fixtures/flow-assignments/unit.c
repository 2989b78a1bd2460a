#include <stdlib.h>
struct base { char *name; };
struct item { struct base base; char *text; char text2[8]; unsigned short n; unsigned bits : 4; int count; };
union either { char *text; struct item *item; struct { int tag; void *data; } tagged; };
struct holder { int kind; union { char *s; struct { char *inner; int m; } t; }; };

void arithmetic(char *p, int n, char **v)
{
	char *q = p + n;
	q = p - 4;
	q = 4 + p;
	q++;
	--q;
	q += 3;
	q -= n;
	q += n;
	(*v)++;
	q = &p[n];
	q = &p[0];
	q = &v[1][2];
}

void places(struct item *i, struct item s)
{
	char **address = &i->text;
	*address = malloc(3);
	struct base *b = &i->base;
	char *inside = i->text2;
	inside = &s.text2[1];
	int *counter = &i->count;
	*counter = 4;
	(*i).count = s.count;
	i[2].text = s.base.name;
	struct item *same = (struct item *)b;
	same->base.name = (char *)i;
}

void unions(union either *u, struct holder *h)
{
	u->text = malloc(3);
	free(u->item);
	free(u->tagged.data);
	h->s = malloc(4);
	free(h->t.inner);
	char **q = &h->t.inner;
	int *m = &h->t.m;
}

void records(struct item *a, struct item *b)
{
	struct item c = *b;
	*a = *b;
	c = *a;
	a->base = b->base;
	struct item d = c, e[2] = { *a, d };
}

void narrowing(struct item *i, size_t n, long wide)
{
	i->n = n;
	i->bits = wide;
	i->count = n;
	i->n++;
	i->count++;
	i->bits = 3;
	char *p = malloc((unsigned char)n);
	p = malloc((size_t)(int)n);
	p = malloc(n * 1.5);
	_Bool flag = n;
	int k = i->n = n;
	k = i->count = n;
}
