/* log.c - the log of checking mode, JSON lines.
 *
 * Each line is one write to a file opened for appending, so processes and forks can share it; the
 * file is opened for each line, because a program may close all descriptors it does not know. All
 * counts are since the last such line of the same process: readers add them up. */
#include "blocks.h"

#include <fcntl.h>
#include <unistd.h>

static char line[16384]; /* under the trace lock */
static size_t length;

static void put(const char *s, size_t n) {
    if (n > sizeof line - length) n = sizeof line - length;
    memcpy(line + length, s, n);
    length += n;
}

static void put_text(const char *s) { put(s, strlen(s)); }

static void put_number(const char *key, uint64_t value) {
    char text[64];
    put(text, (size_t)snprintf(text, sizeof text, ",\"%s\":%llu", key, (unsigned long long)value));
}

/* The first `most` bytes as a JSON string. Bytes that are not ASCII are taken for Latin-1, unless
 * they are already UTF-8 - which is not worth finding out: they pass as they are. */
static void put_string(const char *s, size_t n, size_t most) {
    put_text("\"");
    for (size_t i = 0; i < n && i < most; i++) {
        char escaped[8];
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\') put(escaped, (size_t)snprintf(escaped, 8, "\\%c", c));
        else if (c < 0x20) put(escaped, (size_t)snprintf(escaped, 8, "\\u%04x", c));
        else put(s + i, 1);
    }
    put_text("\"");
}

static void put_key_string(const char *key, const char *s, size_t n, size_t most) {
    put_text(",\"");
    put_text(key);
    put_text("\":");
    put_string(s, n, most);
}

static void put_place(const MemSite *place) {
    put_key_string("file", place->file, place->file_length, 4096);
    put_number("line", place->line);
    put_key_string("text", place->text, strlen(place->text), 200);
}

static void put_site(const char *key, const MemSite *place) {
    if (!place->file) return;
    put_text(",\"");
    put_text(key);
    put_text("\":{");
    size_t start = length;
    put_place(place);
    memmove(line + start, line + start + 1, length - start - 1); /* its first comma */
    length--;
    put_text("}");
}

static void begin(const char *event) {
    length = 0;
    put_text("{\"event\":\"");
    put_text(event);
    put_text("\"");
    put_number("pid", (uint64_t)getpid());
}

static void finish(void) {
    put_text("}\n");
    if (length == sizeof line) return; /* cannot be: every part is bounded */
    int file = open(mem_settings.log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) return;
    ssize_t written = write(file, line, length);
    (void)written;
    close(file);
}

static bool is_on(void) { return mem_settings.log_path[0] != 0; }

static void put_pair(const char *key, const char *claimed, const char *actual) {
    if (!claimed && !actual) return;
    put_text(",\"");
    put_text(key);
    put_text("\":{");
    if (claimed) {
        put_text("\"claimed\":");
        put_text(claimed);
    }
    if (actual) {
        put_text(claimed ? ",\"true\":" : "\"true\":");
        put_text(actual);
    }
    put_text("}");
}

static const char *quoted(char *to, const char *name) {
    if (!name) return NULL;
    size_t before = length;
    put_string(name, strlen(name), MEM_NAME_SIZE);
    memcpy(to, line + before, length - before);
    to[length - before] = 0;
    length = before;
    return to;
}

static const char *number(char *to, size_t value) {
    if (value == MEM_UNKNOWN_SIZE) return NULL;
    snprintf(to, 32, "%zu", value);
    return to;
}

void mem_log_finding(const MemFinding *f) {
    char a[MEM_NAME_SIZE * 6 + 8], b[MEM_NAME_SIZE * 6 + 8], pointer[32];
    if (!is_on()) return;
    begin("finding");
    put_key_string("kind", mem_finding_name(f->kind), 64, strlen(mem_finding_name(f->kind)));
    put_number("thread", f->thread);
    int n = snprintf(pointer, sizeof pointer, "%p", f->pointer);
    put_key_string("pointer", pointer, (size_t)n, sizeof pointer);
    put_pair("size", number(a, f->claimed_size), number(b, f->true_size));
    put_pair("subsystem", quoted(a, f->claimed_allocator), quoted(b, f->true_allocator));
    put_site("allocation", &f->allocation);
    put_site("release", &f->release);
    put_site("earlier", &f->earlier);
    if (f->tag) put_key_string("tag", f->tag, strlen(f->tag), 200);
    for (unsigned i = 0; i < f->stack_depth; i++) {
        n = snprintf(pointer, sizeof pointer, "%s\"%p\"", i ? "," : ",\"stack\":[", f->stack[i]);
        put(pointer, (size_t)n);
    }
    if (f->stack_depth) put_text("]");
    finish();
}

void mem_log_reached(const Site *site) {
    if (!is_on()) return;
    begin("release-reached");
    put_place(&site->place);
    finish();
}

static void put_allocator(const Site *site) {
    if (site->allocator)
        put_key_string("subsystem", site->allocator, strlen(site->allocator), MEM_NAME_SIZE);
}

void mem_log_release_site(const Site *site) {
    if (!is_on()) return;
    begin("release-site");
    put_place(&site->place);
    put_allocator(site);
    put_number("count", site->sized + site->unsized + site->strings);
    put_number("sized", site->sized);
    put_number("unsized", site->unsized);
    put_number("string", site->strings);
    put_number("agreed", site->agreed);
    put_number("disagreed", site->disagreed);
    put_number("findings", site->findings);
    finish();
}

void mem_log_allocation_site(const Site *site) {
    if (!is_on()) return;
    begin("allocation-site");
    put_place(&site->place);
    put_allocator(site);
    put_number("count", site->allocations);
    put_number("bytes", site->allocated_bytes);
    finish();
}
