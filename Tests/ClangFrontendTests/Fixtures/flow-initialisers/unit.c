#include <stdlib.h>
typedef void (*action)(void *);
struct point { int x; char *name; };
struct op { const char *name; action run; struct point at[2]; };
union u { int i; char *p; };
struct anon { int tag; struct { char *a; char *b; }; union { int i; char *u; }; char *last; };

static void one(void *p) { free(p); }
static void two(void *p) {}
static char buffer[8], other[8];

struct op nested = { "n", one, { { 1, buffer }, { 2, other } } };
struct op flat = { "f", one, 1, buffer, 2, other };
struct op named = { .run = two, .name = "x", .at[1].name = buffer, .at = { [0] = { .name = other } } };
struct op table[] = {
	[1] = { "a", one },
	[0] = { .run = two },
	[3 ... 4] = { "range", one },
	{ "next", two },
};
action actions[] = { [2] = one, two };
action grid[2][2] = { one, two, { one } };
struct point points[] = { 1, buffer, 2, other };
union u first = { 3 }, later = { .p = buffer };
struct anon members = { 1, buffer, other, { 2 }, buffer };
struct anon designated = { .b = buffer, .u = other, .last = buffer };
char text[] = "abc", *strings[] = { "a", buffer }, braces[] = { "abc" }, *scalar = { buffer };
struct point *literal = &(struct point){ 1, buffer };
char **array = (char *[]){ buffer, other };

void locals(char *p, char *q)
{
	struct point s = { 1, p }, t = { .name = malloc(3) };
	struct op o = { .at = { { 1, p }, s } };
	struct point many[2] = { s, { 2, q } };
	char *v[] = { p, q };
	one(((struct point){ 2, q }).name);
	*&(char *){ p } = q;
	s = (struct point){ .name = q };
	static char *kept = buffer;
}
