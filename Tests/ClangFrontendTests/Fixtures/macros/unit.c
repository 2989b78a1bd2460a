#include <stdlib.h>
#include "release.h"

#define my_free free
#define FREE(p) free(p)
#define FREE_TWICE(p, q) do { free(p); free((q)); } while (0)
#define NESTED(p) FREE(p)
#define NESTED_TWICE(p) do { FREE(p); FREE(p); } while (0)
#define DUP(e) ((e), (e))
#define DROP(e)
#define NAME(e) #e
#define CHECK(e) ((e) ? (e) : (void *)NAME(e))
#define NEVER(p) free(p)
#define NEW(T) ((T *)malloc(sizeof(T)))
#define APPLY(f, p) f(p)
#define CALLEE(f) f
#define PASTE(p) fr##ee(p)
#define OPEN free(
#define ARGUMENTS(p) (p)
#define SELF(p) (SELF_COUNT++, (free)(p))
#define LOG(p) log_it("free", free, p)

static int SELF_COUNT;
void log_it(const char *, void (*)(void *), void *);

struct node { int n; };

void f(void *p, void *q)
{
	my_free(p);
	FREE(q);
	FREE_TWICE(p, q);
	NESTED(p);
	NESTED_TWICE(p);
	DUP(free(p));
	DUP(FREE(p));
	DROP(free(p));
	q = CHECK(malloc(3));
	struct node *n = NEW(struct node);
	APPLY(free, n);
	APPLY(FREE, n);
	CALLEE(free)(p);
	CALLEE((free))(p);
	PASTE(p);
	OPEN p);
	free ARGUMENTS(p);
	SELF(p);
	LOG(p);
	HEADER_FREE(p);
	(free)(p);
	((free))(p);
	FREE(malloc(4));
}
#undef FREE
#ifdef free
#endif
#undef my_free
/* Names that are text as well: all of an argument, but not in an expression. */
#define ROW(f) { #f, f }
#define ROWS(f) ROW(f)
#define NAMED free
#define OWN free
#define ROWED ROW(free)
#define TEST(e) ((e) ? 0 : fail(#e))
struct row { const char *name; void (*function)(void *); };
static const struct row rows[] = { ROWS(free), ROW(NAMED), ROWS(NAMED), ROWED, { "own", OWN } };
int fail(const char *text);
int compare(void (*hook)(void *))
{
	return TEST(hook != free) + TEST(hook == (free));
}
