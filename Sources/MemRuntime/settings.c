/* settings.c - what the program's configuration and the environment ask for. */
#include "internal.h"

#include <unistd.h>

MemSettings mem_settings;

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
    char directory[sizeof mem_settings.log_path] = "";
    if (!path || !*path) return;
    if (*path != '/' && !getcwd(directory, sizeof directory)) directory[0] = 0;
    int length = snprintf(mem_settings.log_path, sizeof mem_settings.log_path, "%s%s%s", directory,
                          *directory ? "/" : "", path);
    if (length >= (int)sizeof mem_settings.log_path) mem_settings.log_path[0] = 0;
}

bool mem_settings_load(const AllocatorConfig *c) {
    MemSettings *m = &mem_settings;
    bool trace = flag("MEM_TRACE", c->trace), statistics = flag("MEM_STATS", c->statistics);
    size_t depth = number("MEM_TRACE_STACK", c->stack_depth);
    size_t quarantine = number("MEM_TRACE_QUARANTINE", c->quarantine_bytes ? c->quarantine_bytes : 65536);
    if (!m->loaded) {
        m->trace = trace;
        m->statistics = statistics;
        m->quiet = !flag("MEM_TRACE_STDERR", true);
        m->quarantine_bytes = quarantine;
        m->stack_depth = (unsigned)mem_smaller(depth, MEM_STACK_MAX);
        m->loaded = true;
    } else if (!m->trace && (trace || (statistics && !m->statistics))) {
        return false;
    }
    if (!m->log_path[0]) set_log_path(text("MEM_TRACE_LOG", c->trace_log));
    m->arena_block_size = c->arena_block_size ? c->arena_block_size : 65536;
    m->pool_slot_size = c->pool_slot_size;
    return true;
}
