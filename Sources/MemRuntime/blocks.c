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

/* Differs from block to block, so that one block's contents are no other's guard. */
static uint64_t guard_word(const Block *b) {
    return (uint64_t)(uintptr_t)b->pointer * 0x9E3779B97F4A7C15u | 0x0101010101010101u;
}

void mem_guard_set(Block *b) {
    uint64_t words[2] = {guard_word(b), ~guard_word(b)};
    b->guarded = true;
    memcpy(b->pointer + b->size, words, MEM_GUARD_SIZE);
}

/* The next two look at memory that may have been freed behind the library's back. */
#define LOOKS_AT_FREED_MEMORY __attribute__((no_sanitize("address"), noinline))

typedef uint64_t __attribute__((aligned(1), may_alias)) AnyWord;

LOOKS_AT_FREED_MEMORY bool mem_guard_intact(const Block *b) {
    if (!b->guarded) return true;
    const AnyWord *found = (const AnyWord *)(const void *)(b->pointer + b->size);
    return found[0] == guard_word(b) && found[1] == ~guard_word(b); /* CHECK:guard */
}

#define POISON 0xDD

void mem_poison(const Block *b) {
    if (b->size != MEM_UNKNOWN_SIZE) memset(b->pointer, POISON, b->size);
}

LOOKS_AT_FREED_MEMORY bool mem_poison_intact(const Block *b) {
    size_t size = b->size == MEM_UNKNOWN_SIZE ? 0 : b->size, i = 0;
    const AnyWord *words = (const AnyWord *)(const void *)b->pointer;
    const uint64_t poison = 0xDDDDDDDDDDDDDDDDu;
    uint64_t changed = 0;
    for (; i + 4 <= size / 8; i += 4)
        changed |= (words[i] ^ poison) | (words[i + 1] ^ poison) | (words[i + 2] ^ poison) |
                   (words[i + 3] ^ poison); /* CHECK:poison-words */
    for (i *= 8; i < size; i++)
        changed |= (unsigned char)b->pointer[i] ^ (uint64_t)POISON; /* CHECK:poison-bytes */
    return changed == 0;
}

#define COULD_BE_UNMAPPED 65536 /* libc gives big blocks back to the system at once */

bool mem_freed_outside(const Block *b) {
    if (!b->usable) return false;
    if (b->usable >= COULD_BE_UNMAPPED &&
        !(mem_is_mapped(b->pointer - 16) && mem_is_mapped(b->pointer + b->usable - 1)))
        return true;
    return mem_usable_size(b->pointer) != b->usable; /* CHECK:usable-size */
}
