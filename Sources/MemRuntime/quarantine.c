/* quarantine.c - released memory is withheld, poisoned, so that late writes show and late releases
 * find the record. First in, first out; it also holds the records of reset blocks and the memory of
 * arenas and pools, behind the records of its blocks: so a record goes before its address can come
 * back from libc. */
#include "blocks.h"

#define MOST_ENTRIES 1024 /* a power of two */

typedef struct Entry {
    void *memory;    /* of an arena or pool, or NULL for a block */
    Block *block;
    uint64_t serial; /* of the block; if it has another by now, the entry is void */
    size_t size;
} Entry;

static Entry ring[MOST_ENTRIES];
static size_t first, count, bytes;

void mem_block_really_release(Block *b) {
    MemState *s = b->owner->state;
    bool outside = mem_freed_outside(b), intact = !outside && mem_poison_intact(b);
    if (outside) mem_report_block(MEM_FOUND_FREED_OUTSIDE, b);
    else if (!intact && !b->damaged) mem_report_block(MEM_FOUND_WRITE_AFTER_FREE, b);
    void *p = b->pointer;
    bool platform = b->owner->kind == KIND_PLATFORM;
    mem_block_remove(b);
    /* Damaged memory may be in libc's own lists: giving it back again could break them. */
    if (outside || (platform && !intact)) return;
    if (!s) free(p);
    else s->base->strategy->release(s->base, p);
}

static void drop_first(void) {
    Entry e = ring[first];
    first = (first + 1) % MOST_ENTRIES;
    count--;
    bytes -= e.size;
    if (e.memory) free(e.memory);
    else if (e.block->serial != e.serial) return;
    else if (e.block->state == BLOCK_RESET) mem_block_remove(e.block);
    else mem_block_really_release(e.block);
}

static void push(Entry e) {
    while (count == MOST_ENTRIES) drop_first();
    ring[(first + count) % MOST_ENTRIES] = e;
    count++;
    bytes += e.size;
    while (bytes > mem_settings.quarantine_bytes) drop_first();
}

void mem_quarantine_block(Block *b) {
    size_t size = b->state == BLOCK_RELEASED && b->size != MEM_UNKNOWN_SIZE ? b->size : 0;
    push((Entry){.block = b, .serial = b->serial, .size = size});
}

void mem_discard(MemState *s, void *p, size_t size) {
    if (s->checked) push((Entry){.memory = p, .size = size});
    else free(p);
}
