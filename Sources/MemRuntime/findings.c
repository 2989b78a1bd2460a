/* findings.c - a finding on its way: counted, logged, told to people or to the program's handler. */
#include "blocks.h"

#include <unistd.h>

#define NAME_OF(kind, name) name,
static const char *const names[] = {MEM_FINDING_KINDS(NAME_OF)};

const char *mem_finding_name(MemFindingKind kind) {
    return (unsigned)kind < MEM_FOUND_KINDS ? names[kind] : "unknown";
}

typedef struct Receiver {
    MemHandler handler;
    void *context;
} Receiver;

/* A finding that waits for the handler, with copies of what may not live so long. */
typedef struct Pending {
    MemFinding finding;
    Receiver receiver;
    char claimed[MEM_NAME_SIZE], owner[MEM_NAME_SIZE];
    void *stack[MEM_STACK_MAX];
    struct Pending *next;
} Pending;

static Receiver receiver;
static Pending *pending, **last = &pending;
int memi_findings;

void mem_set_handler(MemHandler handler, void *context) {
    memi_enter();
    receiver = (Receiver){handler, context};
    memi_leave();
}

static bool enqueue(const MemFinding *f) {
    Pending *p = calloc(1, sizeof *p);
    if (!p) return false;
    p->receiver = receiver;
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

Pending *memi_findings_take(void) {
    Pending *list = pending;
    pending = NULL;
    last = &pending;
    return list;
}

void memi_findings_tell(Pending *list) {
    while (list) {
        Pending *next = list->next;
        list->receiver.handler(&list->finding, list->receiver.context);
        free(list);
        list = next;
    }
}

void memi_report(MemFindingKind kind, Block *b, const void *p, const MemCall *call, MemState *given) {
    MemFinding f = {.kind = kind, .pointer = p, .thread = (unsigned long)gettid()};
    f.claimed_size = call && memi_is_sized(call->form) ? call->claimed : MEM_UNKNOWN_SIZE;
    f.true_size = b ? b->size : MEM_UNKNOWN_SIZE;
    if (given) f.claimed_allocator = given->name;
    if (call) {
        call->place->findings++;
        f.release = call->place->place;
    }
    if (b) {
        f.true_allocator = b->owner->name;
        f.allocation = b->allocation->place;
        if (b->release) *(call ? &f.earlier : &f.release) = b->release->place;
        f.tag = b->tag;
        f.stack_depth = b->depth;
        f.stack = b->stack;
        b->damaged |= kind == MEM_FOUND_OVERRUN || kind == MEM_FOUND_WRITE_AFTER_FREE;
    }
    memi_findings++;
    memi_log_finding(&f);
    if (receiver.handler && enqueue(&f)) return;
    if (!memi_settings.quiet) memi_print_finding(&f);
}
