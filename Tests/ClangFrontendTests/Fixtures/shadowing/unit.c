#include <stddef.h>
extern void *malloc(size_t);
extern void free(void *);
char *strdup(const char *);

__attribute__((malloc)) void *make(int n);
void *make2(int n) __attribute__((malloc, alloc_size(1)));

struct methods { void (*free)(void *); int malloc; };
enum { realloc = 4, };

static void *calloc(size_t n, size_t size) { return (void *)(n * size); }

int f(struct methods *m, void *p, int malloc)
{
	int n = malloc + m->malloc;
	m->free(p);
	(*m).free(p);
	struct methods local = { .free = free, .malloc = 3 };
	{
		void (*free)(void *) = m->free;
		free(p);
	}
	goto strdup;
strdup:
	free(p);
	calloc(1, realloc);
	struct free { int free; } s;
	s.free = 3;
	return local.malloc + n;
}

int free_all(void *p) { void free(void *); free(p); return 0; }
