#include <stdlib.h>
struct buffer { char *data; size_t n; };
void f(struct buffer *b, char **v, int i)
{
	free /* why */ (
		/* the data */ b->data // all of it
	);
	free(v[i]), free(*v);
	free((v[i + 1]));
	free((void *)b->data);
	free(v[i++]);
	free(i ? v[0] : v[1]);
	free(&b->data[0]);
	fr\
ee(b);
	fr\   
e\
e(b);
	b->data = realloc(b->data, (b->n += 2, b->n * sizeof *b->data));
	int a<:2:> = <% 1, 2 %>;
	free(v<:a<:0:>:>);
	free(({ char *t = v[0]; t; }));
	free(0);
	volatile int *w = 0; char *volatile x = 0;
	free(x);
	free(v[*w]);
}
