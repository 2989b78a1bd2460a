/* blocks.c - every block that is checked, by its address: an open-addressing table of records that
 * never move. Its storage is libc's, never an allocator's. */
#include "blocks.h"

#define RECORDS_AT_ONCE 256

typedef struct Slot {
    const char *pointer;
    Block *block;
} Slot;

static Slot *table;
static size_t table_size, used;
static unsigned shift; /* of the hash, so that it ends in the table */
static size_t largest; /* block there ever was */
static Block *unused_records;
static uint64_t next_serial = 1;
TraceOwner *mem_owners;

uint64_t mem_block_next_serial(void) { return next_serial; }

static size_t home_of(const void *p) {
    return (size_t)((uint64_t)(uintptr_t)p * 0x9E3779B97F4A7C15u >> shift);
}

/* The slot of p, or the empty one where it would go. */
static size_t slot_of(const void *p) {
    size_t i = home_of(p);
    while (table[i].pointer && table[i].pointer != p) i = (i + 1) & (table_size - 1);
    return i;
}

static bool grow(void) {
    Slot *before = table;
    size_t count = table_size, size = count ? count * 2 : 1024;
    Slot *larger = calloc(size, sizeof *larger);
    if (!larger) return false;
    table = larger;
    table_size = size;
    shift = 64 - (unsigned)__builtin_ctzll(size);
    for (size_t i = 0; i < count; i++)
        if (before[i].pointer) table[slot_of(before[i].pointer)] = before[i];
    free(before);
    return true;
}

static Block *new_record(void) {
    size_t size = sizeof(Block) + mem_settings.stack_depth * sizeof(void *);
    if (!unused_records) {
        char *records = malloc(RECORDS_AT_ONCE * size);
        if (!records) return NULL;
        for (size_t i = 0; i < RECORDS_AT_ONCE; i++) {
            Block *b = (Block *)(void *)(records + i * size);
            b->older = unused_records;
            unused_records = b;
        }
    }
    Block *b = unused_records;
    unused_records = b->older;
    return b;
}

Block *mem_block_find(const void *p) { return table_size ? table[slot_of(p)].block : NULL; }

Block *mem_block_add(TraceOwner *owner, void *p) {
    if (used * 2 >= table_size && !grow()) return NULL;
    Block *b = new_record();
    if (!b) return NULL;
    memset(b, 0, sizeof *b);
    b->pointer = p;
    b->owner = owner;
    b->serial = next_serial++;
    b->older = owner->newest;
    if (b->older) b->older->newer = b;
    owner->newest = b;
    owner->records++;
    table[slot_of(p)] = (Slot){p, b};
    used++;
    return b;
}

void mem_block_unlink(Block *b) {
    if (b->newer) b->newer->older = b->older;
    else b->owner->newest = b->older;
    if (b->older) b->older->newer = b->newer;
}

/* Empties the slot and moves up what was pushed past it. */
static void empty_slot(size_t hole) {
    size_t mask = table_size - 1;
    for (size_t i = (hole + 1) & mask; table[i].pointer; i = (i + 1) & mask) {
        size_t home = home_of(table[i].pointer);
        if (((i - home) & mask) < ((i - hole) & mask)) continue;
        table[hole] = table[i];
        hole = i;
    }
    table[hole] = (Slot){NULL, NULL};
    used--;
}

void mem_block_remove(Block *b) {
    if (b->state != BLOCK_RESET) mem_block_unlink(b);
    empty_slot(slot_of(b->pointer));
    TraceOwner *owner = b->owner;
    b->serial = 0;
    b->older = unused_records;
    unused_records = b;
    owner->records--;
    mem_owner_drop_if_unused(owner);
}

Block *mem_block_containing(const void *p) {
    for (size_t i = 0; i < table_size; i++) {
        const char *start = table[i].pointer;
        if (!start || start > (const char *)p || (size_t)((const char *)p - start) > largest) continue;
        Block *b = table[i].block;
        if (b->state != BLOCK_RESET && b->size != MEM_UNKNOWN_SIZE &&
            (size_t)((const char *)p - start) < b->size)
            return b;
    }
    return NULL;
}

TraceOwner *mem_owner_new(MemState *s) {
    TraceOwner *owner = calloc(1, sizeof *owner);
    if (!owner) return NULL;
    owner->state = s;
    owner->kind = s->kind;
    memcpy(owner->name, s->name, sizeof owner->name);
    owner->next = mem_owners;
    if (owner->next) owner->next->previous = owner;
    mem_owners = owner;
    return owner;
}

void mem_owner_drop_if_unused(TraceOwner *owner) {
    if (owner->state || owner->records) return;
    if (owner->next) owner->next->previous = owner->previous;
    if (owner->previous) owner->previous->next = owner->next;
    else mem_owners = owner->next;
    free(owner);
}

static void guard_bytes(const Block *b, unsigned char bytes[MEM_GUARD_SIZE]) {
    uint64_t word = (uint64_t)(uintptr_t)b->pointer * 0x9E3779B97F4A7C15u | 0x0101010101010101u;
    memcpy(bytes, &word, sizeof word);
    word = ~word;
    memcpy(bytes + sizeof word, &word, sizeof word);
}

void mem_guard_set(Block *b, size_t bytes) {
    unsigned char expected[MEM_GUARD_SIZE];
    if (b->size != MEM_UNKNOWN_SIZE && b->size > largest) largest = b->size;
    b->guard = (unsigned char)bytes;
    guard_bytes(b, expected);
    memcpy(b->pointer + b->size, expected, bytes);
}

/* These two look at memory that may have been freed behind the library's back. */
#define LOOKS_AT_FREED_MEMORY __attribute__((no_sanitize("address"), noinline))

LOOKS_AT_FREED_MEMORY bool mem_guard_intact(const Block *b) {
    unsigned char expected[MEM_GUARD_SIZE];
    const unsigned char *found = (const unsigned char *)b->pointer + b->size;
    if (!b->guard) return true;
    guard_bytes(b, expected);
    for (unsigned i = 0; i < b->guard; i++)
        if (found[i] != expected[i]) return false; /* CHECK:guard */
    return true;
}

#define POISON 0xDD

void mem_poison(const Block *b) {
    if (b->size != MEM_UNKNOWN_SIZE) memset(b->pointer, POISON, b->size);
}

LOOKS_AT_FREED_MEMORY bool mem_poison_intact(const Block *b) {
    size_t i = 0, size = b->size == MEM_UNKNOWN_SIZE ? 0 : b->size;
    const uint64_t *words = (const uint64_t *)(const void *)b->pointer;
    for (; i + 8 <= size; i += 8)
        if (words[i / 8] != 0xDDDDDDDDDDDDDDDDu) return false; /* CHECK:poison-words */
    for (; i < size; i++)
        if ((unsigned char)b->pointer[i] != POISON) return false; /* CHECK:poison-bytes */
    return true;
}

#define COULD_BE_UNMAPPED 65536 /* libc gives big blocks back to the system at once */

bool mem_freed_outside(const Block *b) {
    if (!b->usable) return false;
    if (b->usable >= COULD_BE_UNMAPPED && !mem_is_mapped(b->pointer - 16, b->usable)) return true;
    return mem_usable_size(b->pointer) != b->usable; /* CHECK:usable-size */
}
