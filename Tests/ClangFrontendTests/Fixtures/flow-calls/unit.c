#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
struct ops { void *(*alloc)(size_t); void (*run)(char *, int); };
static inline void *twice(void *p) { return p; }
void release(char **p) { free(*p); }
#define AUTO(f) __attribute__((cleanup(f)))
#define AUTO_FREE AUTO(release)
void variable(int n, ...)
{
	va_list ap, copy;
	va_start(ap, n);
	va_copy(copy, ap);
	char *p = va_arg(ap, char *);
	free(va_arg(copy, char *));
	int i = va_arg(ap, int);
	va_end(ap);
}
void cleanups(char *p, int c)
{
	__attribute__((cleanup(release))) char *a = strdup(p);
	if (c) {
		AUTO_FREE char *b = malloc(3);
		AUTO(release) char *d = 0;
		a[0] = 0;
	}
	p = twice(a);
}
void pointers(struct ops *o, char *p, void (*f)(char *, int), struct ops (*get)(void))
{
	o->run(p, 1);
	(*o->run)(p, 1);
	f(p, 1);
	get().run(p, 2);
	p = o->alloc(3);
	((void (*)(char *))0x1000)(p);
	variable(2, p, f);
	memcpy(p, o, sizeof *o);
	p = twice(twice(p));
}
