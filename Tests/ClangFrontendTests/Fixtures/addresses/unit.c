#include <stdlib.h>
typedef void (*release)(void *);
struct ops { void *(*alloc)(size_t); release free_fn; const char *name; };
static release hook = free;
static const struct ops table[] = { { malloc, free, "a" }, { .free_fn = &free }, { 0, (release)free } };
static release many[2] = { [1] = free };
void list_free(void *, release);
release get(int n) { return n ? free : 0; }
int g(struct ops *o, void *p)
{
	o->alloc = malloc;
	hook = *free;
	list_free(p, free);
	list_free(p, &free);
	(*free)(p);
	return hook == free || o->free_fn != free;
}
int h(void *p)
{
	hook(p);
	(*hook)(p);
	many[1](p);
	table[0].free_fn(p);
	return sizeof(free) + sizeof(free(p));
}
int k(void *any)
{
	return (hook == free) + (any == (void *)hook) + (any == &table) + (get(1) != hook);
}
