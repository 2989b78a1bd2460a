/* blocks.h - the tables of checking mode. Everything here needs the trace lock. */
#ifndef MEM_BLOCKS_H
#define MEM_BLOCKS_H

#include "trace.h"

/* One place in the sources and what happened there since it was last written to the log. */
typedef struct Site {
    const char *key; /* the literal the macro passes */
    MemSite place;   /* strings are copies: the literal may belong to a library that is unloaded */
    uint64_t allocations, allocated_bytes;
    uint64_t forms[3];          /* releases: MEM_FORM_SIZED, _UNSIZED and alike, _STRING */
    uint64_t agreed, disagreed; /* of the sized and the strings */
    uint64_t findings;
    const char *allocator; /* the subsystem it was last called with, or NULL */
    bool reached;          /* its first release has been logged */
    struct Site *next;     /* in order of appearance */
} Site;

/* A TraceClaim with its site looked up. */
typedef struct Claim {
    size_t size;
    MemForm form;
    Site *site;
} Claim;

extern Site *mem_sites;
Site *mem_site(const char *literal); /* never NULL; NULL is the site of what libc allocated */
void mem_sites_forget(void);         /* all counts to zero */

typedef enum BlockState {
    BLOCK_LIVE,
    BLOCK_RELEASED, /* but its memory is withheld */
    BLOCK_RESET     /* gone with its arena or pool */
} BlockState;

typedef struct Block {
    char *pointer;
    size_t size;   /* MEM_UNKNOWN_SIZE when it was adopted without */
    size_t usable; /* by libc when it was allocated; platform only */
    TraceOwner *owner;
    Site *allocation, *release;
    const char *tag;
    uint64_t serial;
    struct Block *newer, *older; /* of the same owner; LIVE and RELEASED only */
    unsigned char state, depth;
    bool guarded;
    bool ignored, damaged; /* not a leak; its damage is reported */
    void *stack[];         /* as deep as the settings say */
} Block;

/* The blocks of one allocator; outlives it while there are any. */
struct TraceOwner {
    MemState *state; /* NULL once it is destroyed */
    MemKind kind;
    char name[MEM_NAME_SIZE];
    const char *subsystem; /* its name in summaries, or NULL */
    Block *newest;
    size_t records;
    TraceOwner *next, *previous;
    uint64_t allocations, releases, allocated_bytes, released_bytes, peak;
};
extern TraceOwner *mem_owners;

TraceOwner *mem_owner_new(MemState *s);
void mem_owner_drop_if_unused(TraceOwner *owner);

extern MemTable mem_blocks;
static inline Block *mem_block_find(const void *p) { return mem_table_find(&mem_blocks, p); }
Block *mem_block_containing(const void *p); /* a live or released block around p; slow */
Block *mem_block_add(TraceOwner *owner, void *p, size_t size); /* p is new. NULL: out of memory */
void mem_block_unlink(Block *b); /* out of its owner's list */
void mem_block_remove(Block *b); /* and out of the table */

/* Guards and poison. */
void mem_guard_set(Block *b);
bool mem_guard_intact(const Block *b);
void mem_poison(const Block *b);
bool mem_poison_intact(const Block *b);
bool mem_freed_outside(const Block *b); /* libc's size of it has changed */

/* quarantine.c */
void mem_quarantine_block(Block *b);
void mem_block_really_release(Block *b); /* poison is checked; then back to its strategy */

/* findings.c. Sizes, names and sites that the block knows are filled in; b is NULL for a pointer that
 * no allocator knows. */
void mem_report(MemFindingKind kind, Block *b, const void *p, const Claim *claim, MemState *claimed);
static inline void mem_report_block(MemFindingKind kind, Block *b) {
    mem_report(kind, b, b->pointer, NULL, NULL);
}
int mem_findings_so_far(void);
void mem_findings_forget(void);
void mem_findings_deliver(void); /* releases the lock meanwhile */
bool mem_findings_pending(void);

void mem_trace_lock_release(void); /* without delivering anything */

/* log.c: lines of text and of JSON, each by one write */
void mem_print_finding(const MemFinding *finding);
void mem_log_finding(const MemFinding *finding);
void mem_log_reached(const Site *site);
void mem_log_release_site(const Site *site);
void mem_log_allocation_site(const Site *site);

#endif
