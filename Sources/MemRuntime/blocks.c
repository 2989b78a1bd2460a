/* blocks.c - every block that is checked, by its address, in records that never move. */
#include "blocks.h"

#define RECORDS_AT_ONCE 256

MemTable mem_blocks;
static size_t largest; /* block there ever was */
static Block *unused_records;
static uint64_t next_serial = 1;

uint64_t mem_trace_serial(void) { return next_serial; }

Block *mem_record_new(void) {
    size_t size = sizeof(Block) + mem_settings.stack_depth * sizeof(void *);
    if (!unused_records) {
        char *records = calloc(RECORDS_AT_ONCE, size);
        if (!records) return NULL;
        for (size_t i = 0; i < RECORDS_AT_ONCE; i++) mem_record_drop((Block *)(void *)(records + i * size));
    }
    Block *b = unused_records;
    unused_records = b->behind;
    return b;
}

void mem_record_drop(Block *b) {
    b->behind = unused_records;
    unused_records = b;
}

Block *mem_block_add(MemState *owner, void *p, size_t size) {
    Block *b = mem_table_room(&mem_blocks) ? mem_record_new() : NULL;
    if (!b) return NULL;
    b->pointer = p; /* one by one: clearing the record at once is much slower */
    b->size = size;
    b->usable = 0;
    b->owner = owner;
    b->release = NULL;
    b->serial = next_serial++;
    b->newer = NULL;
    b->older = owner->newest;
    b->state = BLOCK_LIVE;
    b->depth = 0;
    b->guarded = b->queued = b->ignored = b->damaged = false;
    if (b->older) b->older->newer = b;
    if (size > largest && size != MEM_UNKNOWN_SIZE) largest = size;
    owner->newest = b;
    owner->records++;
    *mem_table_place(&mem_blocks, p) = (MemEntry){p, b};
    mem_blocks.used++;
    return b;
}

void mem_block_unlink(Block *b) {
    if (b->newer) b->newer->older = b->older;
    else b->owner->newest = b->older;
    if (b->older) b->older->newer = b->newer;
}

void mem_block_remove(Block *b) {
    MemState *owner = b->owner;
    if (b->state != BLOCK_RESET) mem_block_unlink(b);
    mem_table_remove(&mem_blocks, mem_table_place(&mem_blocks, b->pointer));
    if (b->queued) b->state = BLOCK_VOID;
    else mem_record_drop(b);
    if (--owner->records == 0 && owner->ended) mem_drop_state(owner);
}

/* All blocks are aligned: what could be the start of one around p is tried. */
Block *mem_block_containing(const void *p) {
    uintptr_t at = (uintptr_t)p & ~(uintptr_t)(MEM_ALIGNMENT - 1);
    for (size_t back = (uintptr_t)p - at; back < largest && at; back += MEM_ALIGNMENT) {
        Block *b = mem_block_find((void *)((uintptr_t)p - back));
        if (b && b->state != BLOCK_RESET && b->size != MEM_UNKNOWN_SIZE && back < b->size) return b;
    }
    return NULL;
}

#define COULD_BE_UNMAPPED 65536 /* libc gives big blocks back to the system at once */

bool mem_freed_outside(const Block *b) {
    if (!b->usable) return false;
    const char *head = b->pointer - 16, *last = b->pointer + b->usable - 1;
    bool sure = b->usable < COULD_BE_UNMAPPED || (mem_is_mapped(head) && mem_is_mapped(last));
    if (!sure) return true; /* CHECK:unmapped */
    return mem_usable_size(b->pointer) != b->usable; /* CHECK:usable-size */
}
