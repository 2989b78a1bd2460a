/* internal.h - what the files of the library share. */
#ifndef MEM_INTERNAL_H
#define MEM_INTERNAL_H

#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#ifdef MEM_OFF
#error "the library itself is not built with MEM_OFF"
#endif
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/queue.h>

#include "mem/mem.h"

#define MEM_COUNTED_IDS 64 /* allocators whose counts are thread-local */
#define MEM_NAME_SIZE 32
#define MEM_STACK_MAX 16
#define MEM_CACHE_LINE 64
#define MEM_SIZE_MAX ((size_t)PTRDIFF_MAX - 65536)
#define MEM_ALIGNMENT MEMI_ALIGNMENT
_Static_assert(MEM_ALIGNMENT == _Alignof(max_align_t), "MemMaxAlign is not aligned like max_align_t");

/* The answer of what fails. */
static inline void *memi_fail(int error) { return errno = error, NULL; }
static inline int memi_refuse(int error) { return errno = error, -1; }

typedef struct MemState MemState;
typedef int MemVisitor(const MemBlock *block, void *context);

/* What the program says in one call. */
typedef struct MemCall {
    size_t size;      /* wanted */
    size_t alignment; /* 0: that of max_align_t; both together are at most MEM_SIZE_MAX */
    bool zero;
    const char *tag, *site;
    size_t claimed; /* the size of the block that is given, if it is sized: */
    MemForm form;
    struct Site *place; /* checking fills this in, */
    bool libcs;         /* and whether the block is libc's to free after all */
} MemCall;

/* What serves an allocator: one of three strategies, or checking in their place. Whoever calls these
 * holds the allocator's lock. What a strategy leaves out is not supported. */
typedef struct MemStrategy {
    void *(*alloc)(MemState *s, MemCall *c);
    void *(*resize)(MemState *s, void *p, MemCall *c); /* the size is not 0 */
    void (*release)(MemState *s, void *p, MemCall *c); /* errno EINVAL when p is no block of this one */
    bool (*adopt)(MemState *s, void *p, MemCall *c);   /* takes over what libc has allocated */
    void (*disown)(MemState *s, void *p, MemCall *c);  /* lets the program free it by libc */
    size_t (*extent)(MemState *s, const void *p); /* bytes that may be read from p on, or 0 */
    bool (*contains)(MemState *s, const void *p); /* p points anywhere into its memory */
    uint64_t (*position)(const MemState *s);      /* the end of an arena, as its marks have it */
    void (*rewind)(MemState *s, const MemMark *mark); /* a mark of zeros: to the beginning */
    void (*destroy)(MemState *s);
    void (*measure)(MemState *s, MemStats *stats); /* makes bytes of what the counts say */
    int (*visit)(MemState *s, MemVisitor *visit, void *context);
} MemStrategy;
extern const MemStrategy memi_platform, memi_arena, memi_pool, memi_trace;

/* table.c. Their storage is libc's, never an allocator's. */
bool memi_table_room(MemTable *t); /* for one more; false: out of memory */
void memi_table_add(MemTable *t, const void *key, void *value); /* a new key; there is room */
void memi_table_remove(MemTable *t, const void *key);

static inline size_t memi_table_size(const MemTable *t) {
    return t->entries ? (size_t)1 << (64 - t->shift) : 0;
}

typedef struct Arena {
    struct ArenaBlock *newest;
    size_t block_size; /* 0: that of the settings */
    uint64_t epoch;    /* number of resets */
    MemState *parent;
    LIST_HEAD(, MemState) children; /* the youngest first */
    LIST_ENTRY(MemState) sibling;
    uint64_t birth, births; /* which child of its parent this is; how many it has had */
} Arena;

typedef struct Pool {
    char *fresh;  /* the first slot that has never been used, if there is one */
    MemTable big; /* bytes of what fits no slot */
} Pool;

typedef TAILQ_HEAD(BlockList, Block) BlockList; /* the newest first */

struct MemState {
    Allocator *face;
    const MemStrategy *strategy;
    atomic_bool started; /* used, and the settings are known */
    bool subsystem, locked;
    bool limited; /* a platform counts its memory */
    bool checked; /* every block is recorded; it is libc's, whatever the strategy */
    bool ended;   /* destroyed but kept, as there are records of its blocks; or wrapped for checking */
    char name[MEM_NAME_SIZE];
    MemState *next;    /* in the registry */
    size_t limit;      /* on bytes of libc, or 0; this and the next one are atomic */
    uint64_t reserved; /* bytes that libc has given */
    uint64_t peak;     /* most bytes that were live */
    Arena arena;
    Pool pool;
    BlockList live;  /* checked: its blocks, */
    uint64_t blocks; /* how many there have been and have not been rewound, */
    size_t records;  /* and how many are known, the released ones too */
};

/* Settings in force. Only sizes and a first log may be changed once they are loaded. */
typedef struct MemSettings {
    AllocatorConfig config;
    bool loaded, quiet;
    char log_path[4096];
} MemSettings;
extern MemSettings memi_settings;

static inline size_t memi_round_up(size_t n, size_t alignment) {
    return (n + alignment - 1) & ~(alignment - 1);
}
static inline size_t memi_smaller(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t memi_usable_size(const void *p) {
    return malloc_usable_size((void *)(uintptr_t)p);
}
static inline bool memi_is_sized(MemForm form) {
    return form == MEM_FORM_SIZED || form == MEM_FORM_STRING;
}
static inline void memi_note_peak(MemState *s, uint64_t live) {
    if (live > s->peak) s->peak = live;
}

static inline MemState *memi_state(Allocator *a) {
    return (a ? a : &memi_systems[ALLOC_SYSTEM_GENERAL])->state;
}
static inline const MemStrategy *memi_served_by(const MemState *s) {
    return s->checked ? &memi_trace : s->strategy;
}

/* registry.c: the library's one lock, for everything that is not one unlocked allocator's. Findings
 * that a handler has to see are handed to it when it is released. */
void memi_enter(void);
void memi_leave(void);
void memi_watch_forks(void); /* called by the constructor of every copy of the library */
/* Around an operation: starts the allocator, locks it if others may use it, and gives what serves it. */
const MemStrategy *memi_begin(MemState *s);
void memi_end(MemState *s, const MemStrategy *by);
/* The rest with the lock held. */
void memi_start(MemState *s); /* makes it ready for use */
void memi_set_way(MemState *s); /* chooses its short path */
void memi_register(MemState *s);
void memi_drop_state(MemState *s); /* unregisters and frees it, or does so when its last record goes */
extern MemState memi_states[]; /* the list of all, which begins with the subsystems */

/* settings.c: with the lock held. False: too late for what it asks. */
bool memi_settings_load(const AllocatorConfig *config);

/* platform.c */
void *memi_libc_alloc(size_t size, size_t alignment, bool zero);
void *memi_libc_take(MemState *s, size_t size, size_t alignment); /* counted towards the limit */
void memi_libc_give(MemState *s, void *p, size_t size);

/* limits.c */
bool memi_reserve(MemState *s, uint64_t bytes); /* counts towards the limit; false: over it, errno */
void memi_unreserve(MemState *s, uint64_t bytes);
bool memi_fails_now(void);
bool memi_failures_pending(void);

/* arena.c */
uint64_t memi_arena_live(const MemState *s); /* blocks */

/* stats.c: what each thread did with platform allocators, when statistics are on */
void memi_count_platform(MemState *s, int what, size_t size); /* a release maybe of MEM_UNKNOWN_SIZE */

/* system.c: what the C standard lacks */
bool memi_heap_like(const void *p); /* malloc could have given it: aligned, not static, not this stack */
bool memi_is_mapped(const void *p); /* the page around p */
bool memi_has_header(const void *p, size_t usable); /* a size before so many bytes, as glibc keeps it */
unsigned memi_walk_stack(void **frames, unsigned most);

/* exit.c */
int memi_trace_finish(void);         /* leaks and summaries; the number of findings */
void memi_trace_end_of(const char *copy); /* of the library, as its destructor is run */
void memi_trace_forget_parent(void); /* in a fork's child: what the parent did is not the child's */

/* findings.c: those that a handler has yet to see */
struct Pending *memi_findings_take(void);
void memi_findings_tell(struct Pending *list); /* without any lock */

#endif
