/* blocks.h - the tables of checking mode. Everything here needs the library's lock. */
#ifndef MEM_BLOCKS_H
#define MEM_BLOCKS_H

#include "internal.h"

/* One place in the sources and what happened there since it was last written to the log. */
typedef struct Site {
    MemSite place; /* strings are copies: the literal may belong to a library that is unloaded */
    uint64_t forms[3];          /* releases: MEM_FORM_SIZED, _UNSIZED and alike, _STRING */
    uint64_t agreed, disagreed; /* of the sized and the strings */
    uint64_t findings;
    const char *allocator; /* the subsystem it was last called with, or NULL */
    bool reached;          /* its first release has been logged */
    STAILQ_ENTRY(Site) next;
} Site;

extern STAILQ_HEAD(SiteList, Site) memi_sites; /* in order of appearance */
Site *memi_site(const char *literal); /* never NULL; NULL is the site of what libc allocated */
void memi_sites_forget(void);         /* all counts to zero */

/* A block; its record stays where it is. Those that are not live are in the quarantine. */
typedef enum BlockState { BLOCK_LIVE, BLOCK_RELEASED, BLOCK_RESET } BlockState;
typedef struct Block {
    char *pointer;
    size_t size;   /* MEM_UNKNOWN_SIZE when it was adopted without */
    size_t usable; /* by libc when it was allocated */
    MemState *owner;
    Site *allocation, *release;
    const char *tag;
    uint64_t position;           /* which block of its owner */
    union {
        TAILQ_ENTRY(Block) link; /* in the list of its owner or the quarantine */
        SLIST_ENTRY(Block) unused;
    };
    unsigned process;            /* how many forks led to that which allocated it */
    BlockState state;
    unsigned char depth;
    bool guarded, ignored, damaged; /* not a leak; its damage is reported */
    bool handed_out;                /* libc gave it to another caller */
    bool headed;                    /* see memi_has_header */
    void *stack[];                  /* as deep as the settings say */
} Block;

extern MemTable memi_blocks;
static inline Block *memi_block_find(const void *p) { return memi_table_find(&memi_blocks, p); }
Block *memi_block_containing(const void *p); /* a live or released block around p; slow */
Block *memi_block_add(MemState *owner, void *p, size_t size); /* p is new. NULL: out of memory */
void memi_block_remove(Block *b); /* the record; its owner may be freed */
bool memi_freed_outside(const Block *b); /* libc's size of it has changed, or another has it */
void memi_block_lost(Block *b); /* somebody else freed it */
bool memi_check_damage(Block *b); /* true if some is found that had not been reported */
void memi_withhold(Block *b, BlockState state); /* poisons it, until enough others came after it */

extern BlockList memi_quarantine;
extern unsigned memi_process; /* how many forks led to this one */

/* Behind a block. Differs from block to block, so that one block's contents are no other's guard. */
typedef struct Guard {
    uint64_t word, inverse;
} Guard;
static inline Guard memi_guard_of(const Block *b) {
    uint64_t word = (uint64_t)(uintptr_t)b->pointer * 0x9E3779B97F4A7C15u | 0x0101010101010101u;
    return (Guard){word, ~word};
}
static inline bool memi_guard_intact(const Block *b) {
    Guard guard = memi_guard_of(b);
    if (!b->guarded) return true;
    return memcmp(b->pointer + b->size, &guard, sizeof guard) == 0; /* CHECK:guard */
}

#define MEM_POISON 0xDD
static inline bool memi_poison_intact(const Block *b) {
    if (b->size == MEM_UNKNOWN_SIZE || b->size == 0) return true;
    if ((unsigned char)*b->pointer != MEM_POISON) return false; /* CHECK:poison-first */
    return memcmp(b->pointer, b->pointer + 1, b->size - 1) == 0; /* CHECK:poison-rest */
}

/* findings.c. Sizes, names and sites that the block knows are filled in; b is NULL for a pointer that
 * no allocator knows. */
void memi_report(MemFindingKind kind, Block *b, const void *p, const MemCall *call, MemState *given);
static inline void memi_report_block(MemFindingKind kind, Block *b) {
    memi_report(kind, b, b->pointer, NULL, NULL);
}
extern int memi_findings; /* so far */

/* log.c: lines of text and of JSON, each by one write */
void memi_print_finding(const MemFinding *finding);
void memi_log_finding(const MemFinding *finding);
void memi_log_reached(const Site *site);
void memi_log_release_site(const Site *site); /* if there were releases */

#endif
