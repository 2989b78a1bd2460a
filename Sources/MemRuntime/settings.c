/* settings.c - what the program's configuration and the environment ask for. */
#include "internal.h"

#include <unistd.h>

MemSettings memi_settings;

/* The environment's value, or the other one if it has none. It may not steer a set-user-id program:
 * its log would be written with its rights. */
static const char *text(const char *name, const char *otherwise) {
    const char *value = secure_getenv(name);
    return value && *value ? value : otherwise;
}

static bool flag(const char *name, bool otherwise) {
    return strcmp(text(name, otherwise ? "1" : "0"), "0") != 0;
}

static size_t number(const char *name, size_t otherwise) {
    const char *value = text(name, "");
    char *end;
    unsigned long long n = strtoull(value, &end, 10);
    return *value < '0' || *value > '9' || *end ? otherwise : (size_t)n;
}

/* The program may change its directory: the log's path is made absolute. */
static void set_log_path(const char *path) {
    char directory[sizeof memi_settings.log_path] = "";
    if (!path || !*path) return;
    if (*path != '/' && !getcwd(directory, sizeof directory)) directory[0] = 0;
    int length = snprintf(memi_settings.log_path, sizeof memi_settings.log_path, "%s%s%s", directory,
                          *directory ? "/" : "", path);
    if (length >= (int)sizeof memi_settings.log_path) memi_settings.log_path[0] = 0;
}

bool memi_settings_load(const AllocatorConfig *asked) {
    AllocatorConfig c = *asked, *now = &memi_settings.config;
    c.trace = flag("MEM_TRACE", c.trace);
    c.statistics = flag("MEM_STATS", c.statistics);
    c.quarantine_bytes = number("MEM_TRACE_QUARANTINE", c.quarantine_bytes ? c.quarantine_bytes : 65536);
    c.stack_depth = (unsigned)memi_smaller(number("MEM_TRACE_STACK", c.stack_depth), MEM_STACK_MAX);
    if (!c.arena_block_size) c.arena_block_size = 65536;
    if (memi_settings.loaded) {
        if (!now->trace && (c.trace || (c.statistics && !now->statistics))) return false;
        now->arena_block_size = c.arena_block_size;
        now->pool_slot_size = c.pool_slot_size;
    } else {
        *now = c;
        memi_settings.quiet = !flag("MEM_TRACE_STDERR", true);
        memi_settings.loaded = true;
    }
    if (!memi_settings.log_path[0]) set_log_path(text("MEM_TRACE_LOG", c.trace_log));
    return true;
}
