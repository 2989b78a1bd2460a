/* blocks.h - the tables of checking mode. Everything here needs the trace lock. */
#ifndef MEM_BLOCKS_H
#define MEM_BLOCKS_H

#include "internal.h"

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

extern Site *mem_sites;
Site *mem_site(const char *literal); /* never NULL; NULL is the site of what libc allocated */
void mem_sites_forget(void);         /* all counts to zero */

typedef enum BlockState {
    BLOCK_LIVE,
    BLOCK_RELEASED, /* but its memory is withheld */
    BLOCK_RESET,    /* gone with its arena or pool */
    BLOCK_MEMORY,   /* no block but memory of an arena or pool, withheld */
    BLOCK_VOID      /* nothing; the record waits for its turn in the quarantine */
} BlockState;

typedef struct Block {
    char *pointer;
    size_t size;   /* MEM_UNKNOWN_SIZE when it was adopted without */
    size_t usable; /* by libc when it was allocated; platform only */
    MemState *owner;
    Site *allocation, *release;
    const char *tag;
    uint64_t serial;
    struct Block *newer, *older; /* of the same owner; LIVE and RELEASED only */
    struct Block *behind;        /* in the quarantine, or among unused records */
    size_t withheld;             /* bytes that it counts for in the quarantine */
    unsigned char state, depth;
    bool guarded, queued;
    bool ignored, damaged; /* not a leak; its damage is reported */
    void *stack[];         /* as deep as the settings say */
} Block;

extern MemTable mem_blocks;
static inline Block *mem_block_find(const void *p) { return mem_table_find(&mem_blocks, p); }
Block *mem_block_containing(const void *p); /* a live or released block around p; slow */
Block *mem_block_add(MemState *owner, void *p, size_t size); /* p is new. NULL: out of memory */
void mem_block_unlink(Block *b); /* out of its owner's list */
void mem_block_remove(Block *b); /* and out of the table; its owner may be freed */
Block *mem_record_new(void);     /* NULL: out of memory */
void mem_record_drop(Block *b);

/* Guards and poison. */
void mem_guard_set(Block *b);
bool mem_guard_intact(const Block *b);
void mem_poison(const Block *b);
bool mem_poison_intact(const Block *b);
bool mem_freed_outside(const Block *b); /* libc's size of it has changed */

/* quarantine.c */
void mem_quarantine(Block *b, size_t size); /* until that much and enough else came after it */
void mem_block_really_release(Block *b); /* poison is checked; then back to its strategy */

/* findings.c. Sizes, names and sites that the block knows are filled in; b is NULL for a pointer that
 * no allocator knows. */
void mem_report(MemFindingKind kind, Block *b, const void *p, const MemClaim *claim, MemState *claimed);
static inline void mem_report_block(MemFindingKind kind, Block *b) {
    mem_report(kind, b, b->pointer, NULL, NULL);
}
extern int mem_findings; /* so far */
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
