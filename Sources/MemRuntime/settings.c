/* settings.c - what the program's configuration and the environment ask for. */
#include "trace.h"

#include <unistd.h>

MemSettings mem_settings;

static bool flag_from_environment(const char *name, bool otherwise) {
    const char *value = mem_environment(name);
    if (!value || !*value) return otherwise;
    return strcmp(value, "0") != 0;
}

static size_t number_from_environment(const char *name, size_t otherwise) {
    const char *value = mem_environment(name);
    char *end;
    if (!value || *value < '0' || *value > '9') return otherwise;
    unsigned long long number = strtoull(value, &end, 10);
    return *end ? otherwise : (size_t)number;
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

static size_t either(size_t value, size_t otherwise) { return value ? value : otherwise; }

static void set_sizes(const AllocatorConfig *c) {
    mem_settings.arena_block_size = either(c->arena_block_size, 65536);
    mem_settings.pool_slot_size = c->pool_slot_size;
}

void mem_settings_load(const AllocatorConfig *config) {
    static const AllocatorConfig defaults;
    const AllocatorConfig *c = config ? config : &defaults;
    MemSettings *m = &mem_settings;
    m->trace = flag_from_environment("MEM_TRACE", c->trace);
    m->statistics = flag_from_environment("MEM_STATS", c->statistics);
    m->quiet = !flag_from_environment("MEM_TRACE_STDERR", true);
    m->quarantine_bytes = number_from_environment("MEM_TRACE_QUARANTINE",
                                                  either(c->quarantine_bytes, 64 * 1024));
    size_t depth = number_from_environment("MEM_TRACE_STACK", c->stack_depth);
    m->stack_depth = depth < MEM_STACK_MAX ? (unsigned)depth : MEM_STACK_MAX;
    const char *path = mem_environment("MEM_TRACE_LOG");
    set_log_path(path && *path ? path : c->trace_log);
    set_sizes(c);
}

bool mem_settings_change(const AllocatorConfig *config) {
    if (!config) return true;
    if (flag_from_environment("MEM_TRACE", config->trace) && !mem_settings.trace) return false;
    if (flag_from_environment("MEM_STATS", config->statistics) && !mem_settings.statistics &&
        !mem_settings.trace)
        return false;
    if (!mem_settings.log_path[0]) set_log_path(config->trace_log);
    set_sizes(config);
    return true;
}
