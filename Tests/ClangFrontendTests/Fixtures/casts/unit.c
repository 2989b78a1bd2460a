#include <stdint.h>
#include <stdlib.h>
#include <string.h>
struct free_list { struct free_list *next; int n; };
struct head { int kind; char *name; };
struct named { int kind; char *name; long extra; };
struct other { double kind; char *name2; };
void lists(struct free_list *l, void *block)
{
	*(void **)block = l;
	void *next = *(void **)l;
	*(struct free_list **)l = block;
	void **link = (void **)l;
}
void headers(struct head *h, struct named *n, struct other *o)
{
	n->name = malloc(3);
	free(((struct head *)n)->name);
	((struct other *)h)->name2 = malloc(4);
	struct named *back = (struct named *)h;
}
void integers(char *p, uintptr_t tag)
{
	uintptr_t bits = (uintptr_t)p | 1;
	char *q = (char *)(bits & ~(uintptr_t)1);
	q = (char *)(long)p;
	q = (char *)tag;
}
