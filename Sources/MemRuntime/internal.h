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
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "mem/mem.h"

typedef struct MemState MemState;
typedef struct TraceOwner TraceOwner;

/* What a strategy does. All are called with the allocator's lock held if it has one. */
typedef struct MemStrategy {
    /* `alignment` is 0 or a power of two; `size` is not 0 and at most PTRDIFF_MAX. */
    void *(*alloc)(MemState *s, size_t size, size_t alignment, bool zero);
    void *(*resize)(MemState *s, void *p, size_t size);
    /* False, with errno EINVAL, when p is no block of this allocator. */
    bool (*release)(MemState *s, void *p);
    /* How many bytes may be read from p on; 0 when it is no memory of this allocator. */
    size_t (*extent)(MemState *s, const void *p);
    bool (*contains)(MemState *s, const void *p); /* points anywhere into its memory */
    bool (*reset)(MemState *s);
    void (*destroy)(MemState *s);
    bool (*measure)(MemState *s, MemStats *stats);
    int (*visit)(MemState *s, int (*visit)(const MemBlock *, void *), void *context);
} MemStrategy;

extern const MemStrategy mem_platform, mem_limited_platform, mem_arena, mem_pool;

/* Why an operation has to leave the short path. */
enum { WATCH_START = 1, WATCH_TRACE = 2, WATCH_FAIL = 4, WATCH_LOCK = 8 };

#define MEM_NAME_SIZE 32

typedef enum MemKind { KIND_PLATFORM, KIND_ARENA, KIND_POOL } MemKind;

typedef struct MemCounts {
    _Atomic uint64_t allocations, releases, allocated_bytes, released_bytes, unsized_releases;
} MemCounts;

struct MemState {
    Allocator *face;
    const MemStrategy *strategy;
    _Atomic unsigned watch;
    MemKind kind;
    bool locked, subsystem;
    bool wrapped; /* by a trace allocator */
    bool checked; /* its memory goes back to libc by way of the quarantine */
    char name[MEM_NAME_SIZE];
    void *self;           /* the arena or pool */
    MemState *base;       /* whose strategy serves it: itself, or what a trace allocator wraps */
    TraceOwner *owner;    /* its blocks in checking mode, or NULL */
    MemState *next;       /* in the registry */
    pthread_mutex_t lock; /* of a locked arena or pool */
    atomic_size_t limit, limit_used;
    MemCounts shared; /* where a thread has no counts of its own */
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
#define MEM_TLS __attribute__((tls_model("initial-exec")))
#define MEM_GUARD_SIZE 16
#define MEM_STACK_MAX 16
#define MEM_SIZE_MAX ((size_t)PTRDIFF_MAX - 65536)
#define MEM_ALIGNMENT _Alignof(max_align_t)

static inline size_t mem_round_up(size_t n, size_t alignment) {
    return (n + alignment - 1) & ~(alignment - 1);
}
static inline bool mem_is_sized(MemForm form) {
    return form == MEM_FORM_SIZED || form == MEM_FORM_STRING;
}
static inline void *mem_fail(int error) { return errno = error, (void *)NULL; }
static inline bool mem_refuse(int error) { return errno = error, false; }

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
bool mem_start(MemState *s);         /* makes it ready for use; false: out of memory */
bool mem_start_limited(MemState *s); /* and limited; false: a platform in use without */
void mem_set_watch(MemState *s, unsigned bit, bool on);
MemState *mem_new_state(const char *name, MemKind kind, bool locked); /* NULL, errno */
void mem_drop_state(MemState *s);
void mem_for_each(void (*visit)(MemState *, void *), void *context);

/* settings.c: with the registry's lock held */
void mem_settings_load(const AllocatorConfig *config);
bool mem_settings_change(const AllocatorConfig *config); /* false: too late for what it asks */

/* limits.c */
bool mem_reserve(MemState *s, size_t bytes); /* counts towards the limit; false: over it */
void mem_reserve_always(MemState *s, size_t bytes);
void mem_unreserve(MemState *s, size_t bytes);
bool mem_fails_now(void);
bool mem_failures_pending(void);

/* arena.c, pool.c: give s->self, or return false. A `discard` other than free receives memory that
 * would go back to libc. */
bool mem_arena_open(MemState *s, size_t block_size, MemState *parent);
bool mem_pool_open(MemState *s, size_t slot_size);
uint64_t mem_arena_position(MemState *s);
void mem_pool_widen(MemState *s, size_t bytes); /* room for a guard in each slot */

/* thread_counts.c: what each thread did with platform allocators, when statistics are on */
typedef struct ThreadCounts {
    MemCounts of[MEM_COUNTED_IDS];
    struct ThreadCounts *next;
    bool in_use;
} ThreadCounts;
extern _Thread_local ThreadCounts *mem_my_counts MEM_TLS;
ThreadCounts *mem_claim_counts(void); /* NULL: no memory for them */

/* Only this thread writes, so two plain accesses do. */
static inline void mem_add(_Atomic uint64_t *sum, uint64_t n) {
    atomic_store_explicit(sum, atomic_load_explicit(sum, memory_order_relaxed) + n,
                          memory_order_relaxed);
}

/* This thread's counts of an allocator with a low number; NULL: no memory for them. */
static inline MemCounts *mem_counts_here(unsigned id) {
    ThreadCounts *t = mem_my_counts;
    if (__builtin_expect(!t, 0) && !(t = mem_claim_counts())) return NULL;
    return &t->of[id];
}

void mem_count_alloc(const Allocator *a, size_t size);
void mem_count_release(const Allocator *a, size_t size);
void mem_counts_of(MemState *s, MemStats *stats);
void mem_counts_lock(void);
void mem_counts_unlock(void);

/* system.c: what the C standard lacks */
size_t mem_usable_size(const void *p);
unsigned long mem_thread_id(void);
bool mem_heap_like(const void *p); /* malloc could have given it: aligned, not static, not this stack */
bool mem_is_mapped(const void *p); /* the page around p */
const char *mem_environment(const char *name);
unsigned mem_walk_stack(void **frames, unsigned most);

/* borders.c: what MEM_FREE_ADOPTED may find instead of a block */
bool mem_is_libcs(MemState *s, const void *p);
void *mem_adopt_resized(Allocator *a, void *p, size_t size, const char *site);

/* Memory of an arena or pool that is given back. */
void mem_discard(MemState *s, void *p, size_t size);

#endif
