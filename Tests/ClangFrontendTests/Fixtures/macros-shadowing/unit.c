#include <stdlib.h>

void real_free(void *p) { free(p); }
void my_free(void *);
#define free(p) my_free(p)

void a(void *p)
{
	free(p);
	(free)(p);
}
#undef free
#define strdup my_strdup
char *strdup(const char *);
char *b(const char *s) { return strdup(s); }
#undef strdup
static int frees;
#define free(p) (frees++, (free)(p))
void c(void *p) { free(p); }
#undef free
#define free free
void d(void *p) { free(p); }
