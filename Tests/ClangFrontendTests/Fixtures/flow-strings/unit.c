#include <stdlib.h>
void writes(char *p, char **v, char a[4], int i, unsigned char *u, int *n)
{
	*p = 0;
	p[i] = 'c';
	*p++ = 'd';
	*v[1] = 0;
	**v = 0;
	i[p] = '\0';
	p[1] = 256;
	(*p)--;
	p[2] |= 32;
	++*u;
	a[0] = 1;
	char local[4];
	local[1] = 0;
	*(int *)p = 1;
	*n = 5;
	((char *)v)[2] = 0;
	*(i ? p : local) = 0;
	*(p + 1) = i;
}
void parameters(char *v[], char m[][4], void hook(char *), char s[4], int i)
{
	free(v[0]);
	free(*v);
	*v++ = s;
	char **w = v, **x = v + 1, *r = m[1];
	v = w;
	hook(s);
	(i ? v : w)[1] = 0;
	s[i] = 0;
	m[0][1] = 0;
	char **a = &v[1], ***b = &v;
}
