/* quarantine.c - released memory is withheld, poisoned, so that late writes show and late releases
 * find the record. First in, first out; it also holds the records of reset blocks and the memory of
 * arenas and pools, behind the records of its blocks: so a record goes before its address can come
 * back from libc. */
#include "blocks.h"

#define MOST_RECORDS 1024

static Block *front, **back = &front;
static size_t count, bytes;

void mem_block_really_release(Block *b) {
    MemState *owner = b->owner;
    bool outside = mem_freed_outside(b), intact = !outside && mem_poison_intact(b);
    bool platform = owner->kind == KIND_PLATFORM, ended = owner->ended;
    if (outside) mem_report_block(MEM_FOUND_FREED_OUTSIDE, b); /* CHECK:quarantine-outside */
    else if (!intact && !b->damaged) mem_report_block(MEM_FOUND_WRITE_AFTER_FREE, b); /* CHECK:quarantine-write */
    void *p = b->pointer;
    MemState *base = owner->base;
    mem_block_remove(b);
    /* Damaged memory may be in libc's own lists: giving it back again could break them. */
    if (outside || (platform && !intact)) return; /* CHECK:damaged-kept */
    if (ended) free(p);
    else base->strategy->release(base, p);
}

static void drop_first(void) {
    Block *b = front;
    front = b->behind;
    if (!front) back = &front;
    count--;
    bytes -= b->withheld;
    b->queued = false;
    if (b->state == BLOCK_RELEASED) {
        mem_block_really_release(b);
    } else if (b->state == BLOCK_RESET) {
        mem_block_remove(b);
    } else {
        if (b->state == BLOCK_MEMORY) free(b->pointer);
        mem_record_drop(b);
    }
}

void mem_quarantine(Block *b, size_t size) {
    b->withheld = size;
    b->queued = true;
    b->behind = NULL;
    *back = b;
    back = &b->behind;
    count++;
    bytes += size;
    while (count > MOST_RECORDS || bytes > mem_settings.quarantine_bytes) drop_first();
}

void mem_discard(MemState *s, void *p, size_t size) {
    Block *b = s->checked ? mem_record_new() : NULL;
    if (!b) {
        free(p);
        return;
    }
    b->pointer = p;
    b->state = BLOCK_MEMORY;
    mem_quarantine(b, size);
}
