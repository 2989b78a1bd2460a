/* blocks.c - every block that is checked, by its address: the live ones in a list of their owner, the
 * others in the quarantine, first in, first out. There their memory is withheld from libc, poisoned,
 * so that late writes show and late releases find the record. */
#include "blocks.h"

#include <unistd.h>

#define RECORDS_AT_ONCE 256
#define MOST_WITHHELD 1024

MemTable memi_blocks;
static size_t largest;      /* block there ever was */
static char *highest_break; /* of the heap, which ended there once and may end below now */
static SLIST_HEAD(, Block) unused_records;
static size_t withheld, withheld_bytes;
BlockList memi_quarantine = TAILQ_HEAD_INITIALIZER(memi_quarantine);
unsigned memi_process;

static Block *new_record(void) {
    size_t size = sizeof(Block) + memi_settings.config.stack_depth * sizeof(void *);
    char *records = SLIST_EMPTY(&unused_records) ? calloc(RECORDS_AT_ONCE, size) : NULL;
    for (size_t i = 0; records && i < RECORDS_AT_ONCE; i++)
        SLIST_INSERT_HEAD(&unused_records, (Block *)(void *)(records + i * size), unused);
    Block *b = SLIST_FIRST(&unused_records);
    if (b) SLIST_REMOVE_HEAD(&unused_records, unused);
    return b;
}

Block *memi_block_add(MemState *owner, void *p, size_t size) {
    Block *b = memi_table_room(&memi_blocks) ? new_record() : NULL;
    if (!b) return NULL;
    b->pointer = p; /* one by one: clearing the record at once is much slower */
    b->size = size;
    b->usable = memi_usable_size(p);
    b->headed = memi_has_header(p, b->usable);
    if (b->pointer >= highest_break && (char *)sbrk(0) > highest_break) highest_break = sbrk(0);
    b->owner = owner;
    b->release = NULL;
    b->position = owner->blocks++;
    b->process = memi_process;
    b->state = BLOCK_LIVE;
    b->depth = 0;
    b->guarded = b->ignored = b->damaged = b->handed_out = false;
    if (size > largest && size != MEM_UNKNOWN_SIZE) largest = size;
    TAILQ_INSERT_HEAD(&owner->live, b, link);
    owner->records++;
    memi_table_add(&memi_blocks, p, b);
    return b;
}

void memi_block_remove(Block *b) {
    MemState *owner = b->owner;
    if (b->state == BLOCK_LIVE) {
        TAILQ_REMOVE(&owner->live, b, link);
    } else {
        TAILQ_REMOVE(&memi_quarantine, b, link);
        withheld--;
        withheld_bytes -= b->usable;
    }
    memi_table_remove(&memi_blocks, b->pointer);
    SLIST_INSERT_HEAD(&unused_records, b, unused);
    if (--owner->records == 0 && owner->ended) memi_drop_state(owner);
}

/* Damaged memory may be in libc's own lists: giving it back again could break them. */
static void give_back(Block *b) {
    char *p = b->pointer;
    if (memi_freed_outside(b)) { /* CHECK:quarantine-outside */
        memi_block_lost(b);
        return;
    }
    bool intact = memi_poison_intact(b);
    if (!intact && !b->damaged) memi_report_block(MEM_FOUND_WRITE_AFTER_FREE, b); /* CHECK:quarantine-write */
    memi_block_remove(b);
    if (!intact) return; /* CHECK:damaged-kept */
    free(p);
}

void memi_withhold(Block *b, BlockState state) {
    TAILQ_REMOVE(&b->owner->live, b, link);
    b->state = state;
    if (b->size != MEM_UNKNOWN_SIZE) memset(b->pointer, MEM_POISON, b->size);
    TAILQ_INSERT_HEAD(&memi_quarantine, b, link);
    withheld++;
    withheld_bytes += b->usable;
    while (withheld > MOST_WITHHELD || withheld_bytes > memi_settings.config.quarantine_bytes)
        give_back(TAILQ_LAST(&memi_quarantine, BlockList));
}

/* All blocks are aligned: what could be the start of one around p is tried. */
Block *memi_block_containing(const void *p) {
    uintptr_t at = (uintptr_t)p & ~(uintptr_t)(MEM_ALIGNMENT - 1);
    for (size_t back = (uintptr_t)p - at; back < largest && at; back += MEM_ALIGNMENT) {
        Block *b = memi_block_find((void *)((uintptr_t)p - back));
        if (b && b->size != MEM_UNKNOWN_SIZE && back < b->size) return b;
    }
    return NULL;
}

#define COULD_BE_UNMAPPED 65536 /* libc gives big blocks back to the system at once */

static bool is_mapped(const Block *b) {
    const char *head = b->pointer - 16, *last = b->pointer + b->usable - 1;
    if (b->usable >= COULD_BE_UNMAPPED) return memi_is_mapped(head) && memi_is_mapped(last);
    return b->pointer >= highest_break || last + sizeof(size_t) < (char *)sbrk(0);
}

bool memi_freed_outside(const Block *b) {
    if (b->handed_out) return true; /* CHECK:handed-out */
    if (!is_mapped(b)) return true; /* CHECK:unmapped */
    /* libc would follow what another caller has written there */
    if (b->headed && !memi_has_header(b->pointer, b->usable)) return true; /* CHECK:header */
    return memi_usable_size(b->pointer) != b->usable; /* CHECK:usable-size */
}
