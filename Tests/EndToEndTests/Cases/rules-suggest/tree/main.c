#include <stdlib.h>
#include <string.h>

struct engine;
struct engine *engine_open(const char *name, char *message, int flags);
int engine_log(struct engine *e, const char *format, ...);
int engine_version(void);
/* Called by pointers: one alone, one by its name, too. */
int engine_walk(struct engine *e, const char *path);
char *engine_name(struct engine *e);

static void own(void *p) { free(p); }

int main(void)
{
    char *text = strdup("x");
    struct engine *e = engine_open("a", text, engine_version());
    engine_log(e, "%s", text);
    engine_log(e, "%s", text);
    int (*walk)(struct engine *, const char *) = engine_walk;
    char *(*name)(struct engine *) = &engine_name;
    walk(e, engine_name(e));
    name(e);
    own(text);
    return 0;
}
