/* findings.c - a finding on its way: counted, logged, told to people or to the program's handler. */
#include "blocks.h"

#include <stdarg.h>
#include <unistd.h>

static const char *const names[MEM_FOUND_KINDS] = {
    [MEM_FOUND_WRONG_SIZE] = "wrong-size",
    [MEM_FOUND_WRONG_ALLOCATOR] = "wrong-allocator",
    [MEM_FOUND_DOUBLE_FREE] = "double-free",
    [MEM_FOUND_FOREIGN_POINTER] = "foreign-pointer",
    [MEM_FOUND_INTERIOR_POINTER] = "interior-pointer",
    [MEM_FOUND_USE_AFTER_RESET] = "use-after-reset",
    [MEM_FOUND_FREED_OUTSIDE] = "freed-outside",
    [MEM_FOUND_OVERRUN] = "overrun",
    [MEM_FOUND_WRITE_AFTER_FREE] = "write-after-free",
    [MEM_FOUND_DESTROYED_LIVE] = "destroyed-live",
    [MEM_FOUND_LEAK] = "leak",
};

const char *mem_finding_name(MemFindingKind kind) {
    return (unsigned)kind < MEM_FOUND_KINDS ? names[kind] : "unknown";
}

/* A finding that waits for the handler, with copies of what may not live so long. */
typedef struct Pending {
    MemFinding finding;
    char claimed[MEM_NAME_SIZE], owner[MEM_NAME_SIZE];
    void *stack[MEM_STACK_MAX];
    struct Pending *next;
} Pending;

static MemHandler handler;
static void *handler_context;
static Pending *pending, **last = &pending;
static int findings;

int mem_findings_so_far(void) { return findings; }
void mem_findings_forget(void) { findings = 0; }
bool mem_findings_pending(void) { return pending != NULL; }

void mem_set_handler(MemHandler function, void *context) {
    mem_trace_lock();
    handler = function;
    handler_context = context;
    mem_trace_unlock();
}

static bool enqueue(const MemFinding *f) {
    Pending *p = calloc(1, sizeof *p);
    if (!p) return false;
    p->finding = *f;
    if (f->claimed_allocator)
        p->finding.claimed_allocator = strcpy(p->claimed, f->claimed_allocator);
    if (f->true_allocator) p->finding.true_allocator = strcpy(p->owner, f->true_allocator);
    if (f->stack_depth) memcpy(p->stack, f->stack, f->stack_depth * sizeof(void *));
    p->finding.stack = p->stack;
    *last = p;
    last = &p->next;
    return true;
}

void mem_findings_deliver(void) {
    Pending *list = pending;
    MemHandler function = handler;
    void *context = handler_context;
    pending = NULL;
    last = &pending;
    mem_trace_lock_release();
    while (list) {
        Pending *next = list->next;
        if (function) function(&list->finding, context);
        free(list);
        list = next;
    }
}

typedef struct Text {
    char at[2048];
    size_t length;
} Text;

__attribute__((format(printf, 2, 3))) static void put(Text *t, const char *format, ...) {
    size_t room = sizeof t->at - t->length;
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(t->at + t->length, room, format, arguments);
    va_end(arguments);
    t->length += (size_t)n < room ? (size_t)n : room - 1;
}

static void put_site(Text *t, const char *before, const MemSite *site) {
    if (site->file) put(t, "%s%.*s:%u", before, (int)site->file_length, site->file, site->line);
}

static void put_size(Text *t, const char *before, size_t bytes) {
    if (bytes != MEM_UNKNOWN_SIZE) put(t, "%s%zu bytes", before, bytes);
}

/* "a.c:7: wrong-size: p->name: 13 bytes claimed, 64 bytes true, ..., allocated at b.c:3" */
static void print_for_people(const MemFinding *f) {
    const MemSite *where = f->release.file ? &f->release : &f->allocation;
    Text t = {.length = 0};
    put_site(&t, "", where);
    put(&t, ": %s: %.200s: pointer %p", mem_finding_name(f->kind), where->text, f->pointer);
    put_size(&t, ", claimed ", f->claimed_size);
    put_size(&t, ", true ", f->true_size);
    if (f->claimed_allocator) put(&t, ", given to %s", f->claimed_allocator);
    if (f->true_allocator) put(&t, ", of %s", f->true_allocator);
    put_site(&t, ", allocated at ", &f->allocation);
    put_site(&t, ", released before at ", &f->earlier);
    if (f->tag) put(&t, ", tag %.100s", f->tag);
    for (unsigned i = 0; i < f->stack_depth; i++) put(&t, "\n    allocated from %p", f->stack[i]);
    if (t.length == sizeof t.at - 1) t.length--;
    t.at[t.length++] = '\n';
    ssize_t written = write(STDERR_FILENO, t.at, t.length);
    (void)written;
}

static void report(const MemFinding *f) {
    findings++;
    mem_log_finding(f);
    if (handler && enqueue(f)) return;
    if (!mem_settings.quiet) print_for_people(f);
}

static void add_claim(MemFinding *f, const Claim *claim, MemState *claimed) {
    f->claimed_size = MEM_UNKNOWN_SIZE;
    f->thread = mem_thread_id();
    if (claimed) f->claimed_allocator = claimed->name;
    if (!claim) return;
    claim->site->findings++;
    f->release = claim->site->place;
    if (mem_is_sized(claim->form)) f->claimed_size = claim->size;
}

void mem_report_block(MemFindingKind kind, Block *b, const Claim *claim, MemState *claimed) {
    MemFinding f = {.kind = kind, .pointer = b->pointer, .true_size = b->size, .tag = b->tag};
    add_claim(&f, claim, claimed);
    f.true_allocator = b->owner->name;
    f.allocation = b->allocation->place;
    if (b->release) *(claim ? &f.earlier : &f.release) = b->release->place;
    f.stack_depth = b->depth;
    f.stack = b->stack;
    if (kind == MEM_FOUND_OVERRUN || kind == MEM_FOUND_WRITE_AFTER_FREE) b->damaged = true;
    report(&f);
}

void mem_report_foreign(MemFindingKind kind, const void *p, const Claim *claim,
                        MemState *claimed) {
    MemFinding f = {.kind = kind, .pointer = p, .true_size = MEM_UNKNOWN_SIZE};
    add_claim(&f, claim, claimed);
    report(&f);
}
