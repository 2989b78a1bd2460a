#include <stddef.h>
#include <stdlib.h>
#include <string.h>
struct s { void *p; };
struct pair { struct s a, b; };
struct flex { int n; char data[]; };
typedef struct pair Pair;
enum { K = 3 };
#define NEW(T) ((T *)calloc(1, sizeof(T)))
void sizes(int n, struct flex *f, const char *x, Pair *q)
{
	void *p;
	p = malloc(sizeof(struct s));
	p = malloc(sizeof(struct s *));
	p = malloc(sizeof(Pair));
	p = malloc(sizeof(Pair[3]));
	p = malloc(sizeof(int));
	p = malloc(sizeof *q);
	p = malloc(sizeof q->a);
	p = malloc(n * sizeof(Pair));
	p = malloc(_Alignof(Pair));
	p = NEW(Pair);
	p = NEW(struct s);
	p = calloc(n + K, 8);
	p = malloc(offsetof(struct flex, data) + n);
	p = malloc(sizeof(struct flex) + f->n * sizeof f->data[0]);
	p = malloc(strlen(x) + 1);
	p = malloc(-1);
	p = malloc(n ? 3 : 4);
	p = malloc((char *)x - (char *)q);
	p = malloc(q - q);
	p = malloc((*q).a.p ? n : K);
	p = malloc(1 << 3);
	Pair *r = realloc(q, (n += 1) * sizeof(Pair));
}
typedef int Numbers[3];
#define WORD unsigned
#define SIZE(t) sizeof(t)
void spelled(void)
{
	void *p;
	p = malloc(sizeof(unsigned));
	p = malloc(sizeof(long unsigned int));
	p = malloc(sizeof(long long));
	p = malloc(sizeof(short int));
	p = malloc(sizeof(signed char));
	p = malloc(sizeof(long double));
	p = malloc(sizeof(_Bool));
	p = malloc(sizeof(const char *));
	p = malloc(sizeof(/* a */ void ** ));
	p = malloc(sizeof(const Pair *));
	p = malloc(sizeof(struct s **));
	p = malloc(sizeof(char *const));
	p = malloc(sizeof(int[2]));
	p = malloc(sizeof(void (*)(int)));
	p = malloc(sizeof(Numbers));
	p = malloc(sizeof(Numbers *));
	p = malloc(sizeof(size_t));
	p = malloc(sizeof(WORD));
	p = malloc(SIZE(int));
	p = malloc(sizeof(__typeof__(1L)));
	p = malloc(_Alignof(int));
}
