/* internal.h - what the files of the library share. */
#ifndef MEM_INTERNAL_H
#define MEM_INTERNAL_H

#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#ifdef MEM_OFF
#error "the library itself is not built with MEM_OFF"
#endif
#define MEM_NO_SHORT_FORMS
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "mem/mem.h"

typedef struct MemState MemState;
typedef int MemVisitor(const MemBlock *block, void *context);

/* What a strategy does. All are called with the allocator's lock held if it has one. What a strategy
 * leaves out is not supported. */
typedef struct MemStrategy {
    /* `size` is not 0; size, alignment and both together are at most MEM_SIZE_MAX. */
    void *(*alloc)(MemState *s, size_t size, size_t alignment, bool zero);
    void *(*resize)(MemState *s, void *p, size_t size);
    void (*release)(MemState *s, void *p); /* errno EINVAL when p is no block of this allocator */
    size_t (*extent)(MemState *s, const void *p); /* bytes that may be read from p on, or 0 */
    bool (*contains)(MemState *s, const void *p); /* p points anywhere into its memory */
    void (*reset)(MemState *s);
    void (*destroy)(MemState *s);
    bool (*measure)(MemState *s, MemStats *stats);
    int (*visit)(MemState *s, MemVisitor *visit, void *context);
} MemStrategy;
extern const MemStrategy mem_platform, mem_arena, mem_pool;

typedef enum MemKind { KIND_PLATFORM, KIND_ARENA, KIND_POOL } MemKind;

/* Open addressing; see MemEntry. */
typedef struct MemTable {
    MemEntry *entries;
    size_t used;
    unsigned shift;
} MemTable;
bool mem_table_grow(MemTable *t); /* false: out of memory */
void mem_table_remove(MemTable *t, MemEntry *hole);

/* The entry of key, or the empty one where it would go. The table has had room for something. */
static inline MemEntry *mem_table_place(const MemTable *t, const void *key) {
    size_t i = mem_hash(key, t->shift), mask = ((size_t)1 << (64 - t->shift)) - 1;
    while (t->entries[i].key && t->entries[i].key != key) i = (i + 1) & mask;
    return &t->entries[i];
}
static inline size_t mem_table_size(const MemTable *t) {
    return t->entries ? (size_t)1 << (64 - t->shift) : 0;
}
/* For one more; false: out of memory. */
static inline bool mem_table_room(MemTable *t) {
    return t->used * 2 < mem_table_size(t) || mem_table_grow(t);
}
static inline void *mem_table_find(const MemTable *t, const void *key) {
    return t->entries ? mem_table_place(t, key)->value : NULL;
}

#define MEM_COUNTERS 5 /* see stats.c */

typedef struct Arena {
    struct ArenaBlock *newest;
    size_t block_size, reserved;
    uint64_t epoch; /* number of resets, from 1 */
    uint64_t released_bytes, peak;
    MemState *parent, *children, *sibling;
    uint64_t birth, births; /* which child of its parent this is; how many it has had */
} Arena;

typedef struct Pool {
    MemTable table;            /* of slabs; the Allocator has them in order */
    size_t filled;             /* slabs that have no slot left that was never used, but the last: */
    uint32_t fresh, fresh_end; /* these */
    MemTable big;              /* sizes of what fits no slot */
    uint64_t bigs;             /* how many there have been */
    size_t big_bytes, live_big_bytes, reserved, peak;
} Pool;

/* Why an operation cannot take a short path. */
enum { WATCH_START = 1, WATCH_TRACE = 2, WATCH_FAIL = 4 };

#define MEM_NAME_SIZE 32

struct MemState {
    Allocator *face;
    const MemStrategy *strategy;
    _Atomic unsigned watch;
    MemKind kind;
    bool locked, subsystem, limited;
    bool checked; /* its memory goes back to libc by way of the quarantine */
    bool ended;   /* destroyed; it is kept as long as there are records of its blocks */
    char name[MEM_NAME_SIZE];
    MemState *base;   /* whose strategy serves it: itself, or what a trace allocator wraps */
    MemState *tracer; /* whose blocks checking mode records: its own, a trace allocator's, or NULL */
    struct Block *newest; /* of the blocks recorded for it */
    size_t records;
    MemStats traced;
    MemState *next;       /* in the registry */
    pthread_mutex_t lock; /* of a locked arena or pool */
    atomic_size_t limit, limit_used;
    uint64_t counts[MEM_COUNTERS]; /* all that is not in the counts of a thread */
    union {
        Arena arena;
        Pool pool;
    };
};

/* Settings in force; written once, when the first allocator starts. */
typedef struct MemSettings {
    bool trace, statistics, quiet;
    size_t quarantine_bytes, arena_block_size, pool_slot_size;
    unsigned stack_depth;
    char log_path[4096];
} MemSettings;
extern MemSettings mem_settings;

#define MEM_COUNTED_IDS 64 /* allocators whose counts are thread-local */
#define MEM_GUARD_SIZE 16
#define MEM_STACK_MAX 16
#define MEM_SIZE_MAX ((size_t)PTRDIFF_MAX - 65536)
#define MEM_ALIGNMENT _Alignof(max_align_t)

static inline size_t mem_round_up(size_t n, size_t alignment) {
    return (n + alignment - 1) & ~(alignment - 1);
}
static inline size_t mem_smaller(size_t a, size_t b) { return a < b ? a : b; }
static inline bool mem_is_sized(MemForm form) {
    return form == MEM_FORM_SIZED || form == MEM_FORM_STRING;
}
static inline void *mem_fail(int error) { return errno = error, (void *)NULL; }
static inline int mem_refuse(int error) { return errno = error, -1; }

static inline MemState *mem_state(Allocator *a) {
    return (a ? a : &mem_systems[ALLOC_SYSTEM_GENERAL])->state;
}
static inline unsigned mem_watch(MemState *s) {
    return atomic_load_explicit(&s->watch, memory_order_acquire);
}
static inline void mem_lock(MemState *s) {
    if (s->locked) pthread_mutex_lock(&s->lock);
}
static inline void mem_unlock(MemState *s) {
    if (s->locked) pthread_mutex_unlock(&s->lock);
}

/* registry.c */
void mem_start(MemState *s); /* makes it ready for use */
void mem_set_watch(MemState *s, unsigned bit, bool on);
MemState *mem_new_state(const char *name, MemKind kind, bool locked); /* NULL, errno */
void mem_drop_state(MemState *s);
void mem_for_each(void (*visit)(MemState *, void *), void *context);

/* settings.c: with the registry's lock held */
void mem_settings_load(const AllocatorConfig *config);
bool mem_settings_change(const AllocatorConfig *config); /* false: too late for what it asks */

/* limits.c */
bool mem_reserve(MemState *s, size_t bytes); /* counts towards the limit; false: over it, errno */
void mem_unreserve(MemState *s, size_t bytes);
bool mem_fails_now(void);
bool mem_failures_pending(void);

/* arena.c, pool.c */
void mem_arena_open(MemState *s, size_t block_size, MemState *parent);
void mem_arena_mark(MemState *s, MemMark *mark);
bool mem_arena_can_rewind(MemState *s, const MemMark *mark); /* else errno EINVAL */
void mem_arena_rewind(MemState *s, const MemMark *mark);
/* Takes the children made since `since` births out of the arena, as a list of siblings. */
MemState *mem_arena_take_children(MemState *s, uint64_t since);
void mem_arena_leave_parent(MemState *s); /* takes the parent's lock itself */
void mem_pool_open(MemState *s, size_t slot_size);
void mem_pool_set_slot(MemState *s, size_t size);

/* stats.c: what each thread did with platform allocators, when statistics are on */
enum { COUNT_ALLOCATIONS, COUNT_ALLOCATED, COUNT_RELEASES, COUNT_RELEASED, COUNT_UNSIZED };
void mem_count_alloc(MemState *s, size_t size);
void mem_count_release(MemState *s, size_t size); /* maybe MEM_UNKNOWN_SIZE */
bool mem_counts_measure(MemState *s, MemStats *stats);
void mem_counts_lock(void);
void mem_counts_unlock(void);

/* system.c: what the C standard lacks */
bool mem_heap_like(const void *p); /* malloc could have given it: aligned, not static, not this stack */
bool mem_is_mapped(const void *p); /* the page around p */
unsigned mem_walk_stack(void **frames, unsigned most);
static inline size_t mem_usable_size(const void *p) {
    return malloc_usable_size((void *)(uintptr_t)p);
}

/* Checking mode. One lock for everything that is checked; it is taken before an allocator's own.
 * Findings that a handler has to see are handed to it when the lock is released. */
typedef struct MemRequest {
    size_t size, alignment;
    bool zero;
    const char *tag, *site;
} MemRequest;

/* What the caller of a release or resize says about the block. */
typedef struct MemClaim {
    size_t size; /* meaningful for MEM_FORM_SIZED */
    MemForm form;
    const char *literal; /* of its site */
    struct Site *site;   /* filled in */
} MemClaim;

/* trace.c */
void mem_trace_lock(void);
void mem_trace_lock_even_alone(void); /* where the program's code is called: it may make a thread */
void mem_trace_unlock(void);
void *mem_trace_alloc(MemState *s, const MemRequest *request);
void *mem_trace_resize(MemState *s, void *p, MemClaim *claim, size_t size);
void mem_trace_release(MemState *s, void *p, MemClaim *claim);
bool mem_trace_adopt(MemState *s, void *p, size_t size, const char *site);
bool mem_trace_disown(MemState *s, void *p, size_t size, const char *site); /* was it a block */

/* trace_lifetime.c; the first three with the lock held */
void mem_trace_attach(MemState *s); /* its blocks are recorded from now on */
void mem_trace_detach(MemState *s); /* it is about to be destroyed */
/* The blocks of s since the serial number are about to go with their memory. */
void mem_trace_release_all(MemState *s, uint64_t since);
int mem_trace_finish(void); /* leaks and summaries; the number of findings */
int mem_trace_visit(MemState *s, MemVisitor *visit, void *context);
void mem_trace_forget_parent(void); /* in a fork's child: what the parent did is not the child's */
uint64_t mem_trace_serial(void);    /* of the next block */

/* quarantine.c: memory of an arena or pool that goes back to libc */
void mem_discard(MemState *s, void *p, size_t size);

#endif
