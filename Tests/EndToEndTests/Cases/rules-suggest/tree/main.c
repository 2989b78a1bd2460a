#include <stdlib.h>
#include <string.h>

struct engine;
struct engine *engine_open(const char *name, char *message, int flags);
int engine_log(struct engine *e, const char *format, ...);
int engine_version(void);

static void own(void *p) { free(p); }

int main(void)
{
    char *text = strdup("x");
    struct engine *e = engine_open("a", text, engine_version());
    engine_log(e, "%s", text);
    engine_log(e, "%s", text);
    own(text);
    return 0;
}
