extern char *malloc();
extern char *realloc();
extern int free();

struct item { char *text; };

char *copy(s, n)
	char *s;
	int n;
{
	char *p = malloc(n + 1);
	while (n-- > 0) p[n] = s[n];
	return p;
}

grow(item, n)
	struct item *item;
{
	item->text = realloc(item->text, n);
	free(item);
}
