/* log.c - what checking mode writes: a line of text for people, lines of JSON for programs.
 *
 * Each line is one write, that of the log to a file opened for appending, so processes and forks can
 * share it; the file is opened for each line, because a program may close all descriptors it does not
 * know. All counts are since the last such line of the same process: readers add them up. */
#include "blocks.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

static char line[1 << 17]; /* under the library's lock; room for every part at its longest */
static size_t length;

__attribute__((format(printf, 1, 2))) static void put(const char *format, ...) {
    size_t room = sizeof line - length;
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(line + length, room, format, arguments);
    va_end(arguments);
    length += memi_smaller((size_t)n, room);
}

/* Members of an object: what is not known is left out. Each leaves a comma, the last one's becomes
 * the object's end. */
static void put_number(const char *key, uint64_t value) {
    if (value != MEM_UNKNOWN_SIZE) put("\"%s\":%llu,", key, (unsigned long long)value);
}

/* What has been begun by `"key":{`. Without members it is left out. */
static void close_object(void) {
    if (line[length - 1] != '{') {
        line[length - 1] = '}';
        put(",");
    } else while (line[length - 1] != ',') length--;
}

/* Bytes of the character at s if it is UTF-8 beyond ASCII, else 0 (Unicode 15, table 3-7). */
static size_t utf8_length(const unsigned char *s, size_t n) {
    size_t bytes = s[0] < 0xC2 || s[0] > 0xF4 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (bytes > n) return 0;
    for (size_t i = 1; i < bytes; i++)
        if ((s[i] & 0xC0) != 0x80) return 0;
    if (s[0] == 0xE0 || s[0] == 0xF0) return s[1] < (s[0] == 0xE0 ? 0xA0 : 0x90) ? 0 : bytes;
    if (s[0] == 0xED || s[0] == 0xF4) return s[1] < (s[0] == 0xED ? 0xA0 : 0x90) ? bytes : 0;
    return bytes;
}

/* Bytes that are not UTF-8 are taken for Latin-1: each line is JSON whatever the sources are. */
static void put_text(const char *key, const char *s, size_t most) {
    size_t n = s ? strnlen(s, most) : 0;
    if (!s) return;
    put("\"%s\":\"", key);
    for (size_t i = 0, wide; i < n; i += wide + !wide) {
        unsigned char c = (unsigned char)s[i];
        wide = utf8_length((const unsigned char *)s + i, n - i);
        if (c == '"' || c == '\\') put("\\%c", c);
        else if (c < 0x20 || (c >= 0x7F && !wide)) put("\\u%04x", c);
        else put("%.*s", (int)(wide + !wide), s + i);
    }
    put("\",");
}

static void put_place(const MemSite *place) {
    put_text("file", place->file, memi_smaller(place->file_length, 4096));
    put_number("line", place->line);
    put_text("text", place->text, 200);
}

static void put_site(const char *key, const MemSite *place) {
    if (!place->file) return;
    put("\"%s\":{", key);
    put_place(place);
    close_object();
}

/* False when there is no log. */
static bool begin(const char *event) {
    length = 0;
    put("{\"event\":\"%s\",", event);
    put_number("pid", (uint64_t)getpid());
    return memi_settings.log_path[0] != 0;
}

/* To the file of this name, or to stderr. A thread that is cancelled must not end here: it has the
 * lock. */
static bool write_line(const char *path) {
    int cancelling, file = STDERR_FILENO;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancelling);
    if (path) file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    while (file >= 0 && write(file, line, length) < 0 && errno == EINTR) {}
    if (path && file >= 0) close(file);
    pthread_setcancelstate(cancelling, NULL);
    return file >= 0;
}

static void finish(void) {
    static bool failed; /* which is said once */
    line[length - 1] = '}';
    put("\n");
    if (write_line(memi_settings.log_path) || failed) return;
    failed = true;
    length = 0;
    put("MEM_TRACE_LOG: cannot write %s: %s\n", memi_settings.log_path, strerror(errno));
    if (!memi_settings.quiet) write_line(NULL);
}

void memi_log_finding(const MemFinding *f) {
    if (!begin("finding")) return;
    put_text("kind", mem_finding_name(f->kind), 32);
    put_number("thread", f->thread);
    put("\"pointer\":\"%p\",", f->pointer);
    put("\"size\":{");
    put_number("claimed", f->claimed_size);
    put_number("true", f->true_size);
    close_object();
    put("\"subsystem\":{");
    put_text("claimed", f->claimed_allocator, MEM_NAME_SIZE);
    put_text("true", f->true_allocator, MEM_NAME_SIZE);
    close_object();
    put_site("allocation", &f->allocation);
    put_site("release", &f->release);
    put_site("earlier", &f->earlier);
    put_text("tag", f->tag, 200);
    for (unsigned i = 0; i < f->stack_depth; i++)
        put("%s\"%p\"%s", i ? "" : "\"stack\":[", f->stack[i], i + 1 < f->stack_depth ? "," : "],");
    finish();
}

void memi_log_reached(const Site *site) {
    if (!begin("release-reached")) return;
    put_place(&site->place);
    finish();
}

void memi_log_release_site(const Site *site) {
    const uint64_t *forms = site->forms;
    uint64_t count = forms[MEM_FORM_SIZED] + forms[MEM_FORM_UNSIZED] + forms[MEM_FORM_STRING];
    if (!count || !begin("release-site")) return;
    put_place(&site->place);
    put_text("subsystem", site->allocator, MEM_NAME_SIZE);
    put_number("count", count);
    put_number("sized", forms[MEM_FORM_SIZED]);
    put_number("unsized", forms[MEM_FORM_UNSIZED]);
    put_number("string", forms[MEM_FORM_STRING]);
    put_number("agreed", site->agreed);
    put_number("disagreed", site->disagreed);
    put_number("findings", site->findings);
    finish();
}

static void print_site(const char *before, const MemSite *site) {
    if (site->file) put("%s%.*s:%u", before, (int)site->file_length, site->file, site->line);
}

static void print_size(const char *before, size_t bytes) {
    if (bytes != MEM_UNKNOWN_SIZE) put("%s%zu bytes", before, bytes);
}

/* "a.c:7: wrong-size: p->name: pointer 0x..., claimed 13 bytes, ..., allocated at b.c:3" */
void memi_print_finding(const MemFinding *f) {
    const MemSite *where = f->release.file ? &f->release : &f->allocation;
    length = 0;
    print_site("", where);
    put(": %s: %.200s: pointer %p", mem_finding_name(f->kind), where->text, f->pointer);
    print_size(", claimed ", f->claimed_size);
    print_size(", true ", f->true_size);
    if (f->claimed_allocator) put(", given to %s", f->claimed_allocator);
    if (f->true_allocator) put(", of %s", f->true_allocator);
    print_site(", allocated at ", &f->allocation);
    print_site(", released before at ", &f->earlier);
    if (f->tag) put(", tag %.100s", f->tag);
    for (unsigned i = 0; i < f->stack_depth; i++) put("\n    allocated from %p", f->stack[i]);
    put("\n");
    write_line(NULL);
}
