/* mem.h - subsystem allocators that check what they are told.
 *
 * A program gives each of its subsystems an allocator and hands the size back with every free:
 *
 *     char *text = MEM_ALLOC(allocators_get(ALLOC_SYSTEM_STRINGS), n);
 *     MEM_FREE(allocators_get(ALLOC_SYSTEM_STRINGS), text, n);
 *
 * In release mode the platform strategy is malloc and free with nothing around them: its pointers
 * are genuine malloc pointers, so code that still calls malloc and free can share blocks with code
 * that does not. With MEM_TRACE=1 in the environment the same binary checks every size and every
 * allocator it is given; each block is malloc's own then, whatever the strategy. With -DMEM_OFF every
 * macro is libc again and no library is needed, as static analysers want it.
 *
 * The macros are in mem_macros.h. C11 with gcc or clang, POSIX threads; usable from C++.
 *
 * THREADS. Platform allocators, and every platform allocator under checking, may be used from any
 * thread. Arenas and pools belong to the thread that uses them unless they were created locked.
 * Everything else in this header may be called from any thread unless it says otherwise.
 * fork: the child may go on using every allocator.
 *
 * PROMISES, for every allocator
 *   - size 0 gives a unique pointer that has to be released like any other;
 *   - memory is aligned for max_align_t, or as MEM_ALLOC_ALIGNED asks;
 *   - failure is NULL with errno ENOMEM, and leaves the old block of a resize as it was;
 *   - resizing to 0 releases the block and returns NULL; resizing NULL allocates;
 *   - a null allocator means GENERAL; allocators work before allocators_init, in constructors and
 *     in atexit handlers.
 *
 * BAD INPUT. "reported" is a finding of checking mode; the program then goes on as stated.
 *   what                          release                          checking
 *   null to any release           nothing                          nothing
 *   null to MEM_STRDUP, MEM_DUP   NULL, EINVAL                     the same
 *   count x size overflows        NULL, ENOMEM, old block kept     the same
 *   more than PTRDIFF_MAX bytes   NULL, ENOMEM, old block kept     the same
 *   alignment no power of two     NULL, EINVAL                     the same
 *   wrong size                    ignored: sizes steer nothing     wrong-size; released by its true
 *                                                                  size
 *   wrong allocator               platform to platform: right;     wrong-allocator; released by its
 *                                 a pool refuses what is not its   true allocator
 *                                 own (errno EINVAL), an arena
 *                                 ignores it; arena or pool
 *                                 memory given to a platform
 *                                 allocator is as undefined as
 *                                 free() of it
 *   double free                   platform: as undefined as in     double-free; nothing freed. After
 *                                 libc; pool: refused, EINVAL;     the block has left quarantine it
 *                                 arena: ignored                   is a foreign-pointer
 *   pointer into a block          platform: as undefined as in     interior-pointer; nothing freed
 *                                 libc; pool: refused, EINVAL;
 *                                 arena: ignored
 *   static memory, or memory of   the same                         foreign-pointer; nothing freed
 *   this thread's stack
 *   raw malloc memory             platform: freed; pool: refused;  foreign-pointer; platform: freed
 *                                 arena: ignored                   by libc, others: nothing freed
 *   the same by MEM_FREE_ADOPTED  freed by libc, whatever the      freed by libc, whatever the
 *                                 allocator                        allocator
 *   raw free of a block           platform: freed                  freed-outside once its address
 *                                                                  is handed out again or its libc
 *                                                                  size changed, else it is counted
 *                                                                  as a leak
 *   release after reset           pool: refused, EINVAL;           use-after-reset; nothing freed
 *                                 arena: ignored
 *   write past the end            undefined                        overrun, seen at release, reset,
 *                                                                  mem_check_all and exit
 *   write after release           undefined                        write-after-free, seen when the
 *                                                                  block leaves quarantine and by
 *                                                                  mem_check_all
 *   mem_destroy with live blocks  arena, pool: they are freed;     pool, platform: destroyed-live
 *                                 platform: they stay valid        for each, then the same
 *   mem_reset of a platform       -1, ENOTSUP                      the same
 *   mem_destroy of a subsystem    -1, EINVAL                       the same
 *   allocators_init twice         -1, EALREADY, nothing changed    the same
 *   out of memory                 NULL, ENOMEM, old block kept     the same; when there is no memory
 *                                                                  for the record of a block, the
 *                                                                  allocation fails
 *   mark of another arena, of     -1, EINVAL, nothing changed      the same
 *   before a reset, or beyond
 *   the arena's end
 *
 * NAMES. What begins with memi_ or MEMI_ is the library's own; programs do not use it.
 */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem_config.h"
#ifdef MEM_OFF
#include <errno.h>
#endif
#include "mem_words.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MEMI_ENUM(name, strategy) ALLOC_SYSTEM_##name,
/* The subsystems of mem_config.h: ALLOC_SYSTEM_VM, ... */
typedef enum AllocatorSystem { MEM_SUBSYSTEMS(MEMI_ENUM) ALLOC_SYSTEM_COUNT } AllocatorSystem;
#undef MEMI_ENUM

struct MemState;

/* Indices of what is counted. */
enum { MEM_ALLOCATIONS, MEM_ALLOCATED_BYTES, MEM_RELEASES, MEM_RELEASED_BYTES, MEM_UNSIZED, MEM_COUNTERS };

/* A table by address: open addressing, 2^(64 - shift) entries. */
typedef struct MemEntry {
    const void *key;
    void *value;
} MemEntry;
typedef struct MemTable {
    MemEntry *entries;
    size_t used, shift;
} MemTable;

/* An allocator. The fields are private; they are here so that the macros can be inlined. */
typedef struct Allocator {
    int way; /* what the short path may do: see mem_inline.h */
    unsigned id;
    struct MemState *state; /* the rest */
    char *cursor, *limit;   /* arena: memory not used yet */
    char *last;             /* arena: the newest allocation */
    uint64_t counts[MEM_COUNTERS];
    void **free_slots; /* pool: a stack of them */
    size_t free_count, slot_size;
    MemTable slabs; /* pool: their bytes */
} Allocator;

/* Settings for allocators_init; zero means the default. The environment wins over all of them:
 * MEM_TRACE=1|0, MEM_TRACE_LOG=path, MEM_TRACE_QUARANTINE=bytes, MEM_TRACE_STACK=frames,
 * MEM_TRACE_STDERR=0 (no text for people), MEM_STATS=1|0. It is ignored in set-user-id programs. */
typedef struct AllocatorConfig {
    int trace;               /* 1: check every operation */
    int statistics;          /* 1: count platform allocations; checking mode always counts */
    size_t quarantine_bytes; /* released memory that checking mode withholds; default 64 KiB */
    unsigned stack_depth;    /* frames kept of each allocation, at most 16; default 0. Needs
                                -fno-omit-frame-pointer in the program */
    size_t arena_block_size; /* smallest block an arena asks libc for; default 64 KiB */
    size_t pool_slot_size;   /* slot of POOL subsystems; default: the size first asked for */
    const char *trace_log;   /* JSON lines are appended here */
} AllocatorConfig;

/* Initialisers of one, to begin with. PERFORMANCE: the defaults, nothing is counted. PRODUCTION counts, for
 * mem_get_stats. DEBUG checks, withholds 1 MiB of what is released and keeps 8 frames of each allocation. */
#define MEM_CONFIG_PERFORMANCE {0, 0, 0, 0, 0, 0, NULL}
#define MEM_CONFIG_PRODUCTION {0, 1, 0, 0, 0, 0, NULL}
#define MEM_CONFIG_DEBUG {1, 1, 1 << 20, 8, 0, 0, NULL}

/* What checking mode can find, and what it is called in texts and logs. */
#define MEM_FINDING_KINDS(X)                                                                      \
    X(WRONG_SIZE, "wrong-size")             /* the size given is not the block's */               \
    X(WRONG_ALLOCATOR, "wrong-allocator")   /* the allocator given is not the block's */          \
    X(DOUBLE_FREE, "double-free")           /* the block has been released already */             \
    X(FOREIGN_POINTER, "foreign-pointer")   /* no allocator of this library gave it */            \
    X(INTERIOR_POINTER, "interior-pointer") /* it points into a block, not to its start */        \
    X(USE_AFTER_RESET, "use-after-reset")   /* its arena or pool was reset, rewound, destroyed */ \
    X(FREED_OUTSIDE, "freed-outside")       /* somebody else gave the block to free() */          \
    X(OVERRUN, "overrun")                   /* bytes behind the block were written */             \
    X(WRITE_AFTER_FREE, "write-after-free") /* bytes of a released block were written */          \
    X(DESTROYED_LIVE, "destroyed-live")     /* its allocator was destroyed before it */           \
    X(LEAK, "leak")                         /* never released */
#define MEMI_KIND(kind, name) MEM_FOUND_##kind,
typedef enum MemFindingKind { MEM_FINDING_KINDS(MEMI_KIND) MEM_FOUND_KINDS } MemFindingKind;
#undef MEMI_KIND

/* A place in the sources. `file` is as the compiler was given it and not terminated at its end:
 * it has `file_length` bytes. `text` is the argument as written: the size where memory was
 * allocated, the pointer where it was released. */
typedef struct MemSite {
    const char *file; /* NULL when there is no such site */
    size_t file_length;
    unsigned line;
    const char *text;
} MemSite;

/* No size is known, as MEM_FREE_UNSIZED and MEM_ADOPT may say. */
#define MEM_UNKNOWN_SIZE ((size_t)-1)

/* One finding. Strings live as long as the call of the handler. */
typedef struct MemFinding {
    MemFindingKind kind;
    const void *pointer;
    size_t claimed_size, true_size; /* MEM_UNKNOWN_SIZE when there is none */
    const char *claimed_allocator, *true_allocator; /* names; NULL when there is none */
    MemSite allocation, release;    /* release: the offending call where there is one */
    MemSite earlier;                /* the release before, for double-free and use after release */
    const char *tag;                /* of the block, or NULL */
    unsigned long thread;
    unsigned stack_depth;           /* frames of the allocation */
    void *const *stack;
} MemFinding;

/* Called for each finding, instead of the text on stderr; the log is written in any case. It runs
 * without any lock of the library held, so it may allocate. NULL restores the text. */
typedef void (*MemHandler)(const MemFinding *finding, void *context);

/* Counts of one allocator. Bytes are those asked for; in a pool without checking its slots, in an
 * arena without checking what lies before its end. A platform allocator without checking learns
 * the size of a released block from the release: blocks released without a size are counted in
 * unsized_releases, and live_bytes still has them: it is exact while that is 0, else a bound. */
typedef struct MemStats {
    uint64_t allocations, releases; /* a resize counts as one of each */
    uint64_t allocated_bytes, released_bytes;
    uint64_t unsized_releases;
    uint64_t live_blocks, live_bytes;
    uint64_t peak_bytes;     /* highest live_bytes; 0 for a platform without checking. An arena may
                                miss its newest block, if that was released at once, a pool slots
                                that were used and released while bigger blocks were live */
    uint64_t reserved_bytes; /* taken from libc; arenas and pools only */
} MemStats;

/* A place in an arena to come back to. */
typedef struct MemMark {
    Allocator *allocator;
    uint64_t position, live, children;
    uint64_t epoch; /* 0: no mark of an arena */
} MemMark;

/* One live block, as mem_visit shows it. */
typedef struct MemBlock {
    void *pointer;
    size_t size;
    const char *tag;    /* NULL when it has none */
    MemSite allocation; /* in checking mode */
} MemBlock;

/* How a release or resize names the block's size. */
typedef enum MemForm {
    MEM_FORM_SIZED,
    MEM_FORM_UNSIZED,
    MEM_FORM_STRING,
    MEM_FORM_ADOPTED, /* unsized, and it may be libc's */
    MEM_FORM_COMPAT   /* so, and it may be of any platform allocator: mem_compat.h */
} MemForm;

/* Aligned as max_align_t, which C before 2011 lacks. */
typedef union MemMaxAlign {
    int64_t integer;
    long double number;
#ifdef __i386__
    __float128 quad;
#endif
} MemMaxAlign;

/* The headers' functions. In C they have external linkage, for a program's inline functions must not
 * call static ones; nothing is emitted for them where they are inlined, and inline.c holds them for
 * calls. MEMI_INLINE is for short ones: without optimisation they would be six times the code of a
 * call at each site. MEM_OFF has no library, so it inlines all. */
#ifndef MEMI_FUNCTION
#ifdef __cplusplus
#define MEMI_FUNCTION inline
#elif defined MEM_OFF
#define MEMI_FUNCTION extern __inline__ __attribute__((__gnu_inline__, __always_inline__))
#else
#define MEMI_FUNCTION extern __inline__ __attribute__((__gnu_inline__))
#endif
#endif
#if defined __OPTIMIZE__ && !defined MEM_OFF && !defined MEMI_LIBRARY
#define MEMI_INLINE MEMI_FUNCTION __attribute__((__always_inline__))
#else
#define MEMI_INLINE MEMI_FUNCTION
#endif

/* Parts a pointer's value from what a test for null has shown or will show of it: compilers warn of
 * what the program did with null elsewhere because of our tests. An analyser would take it for lost. */
#ifdef __clang_analyzer__
#define MEMI_HIDE(p) ((void)(p))
#else
#define MEMI_HIDE(p) __asm__("" : "+r"(p))
#endif

#ifdef MEM_OFF
#include "mem_off.h"
#else

extern Allocator memi_systems[ALLOC_SYSTEM_COUNT];

/* The allocator of a subsystem. Never NULL: what is no subsystem gives GENERAL. */
MEMI_INLINE Allocator *allocators_get(AllocatorSystem system) {
    return (unsigned)system < (unsigned)ALLOC_SYSTEM_COUNT ? &memi_systems[system]
                                                           : &memi_systems[ALLOC_SYSTEM_GENERAL];
}

/* Applies a configuration; NULL is all defaults. It need not be called. 0, or -1 with errno
 * EALREADY after an earlier call without allocators_shutdown, or EBUSY when it asks for checking
 * or statistics but something has been allocated without; nothing has changed then. */
int allocators_init(const AllocatorConfig *config);

/* Reports what is live as leaks and writes the summaries. Returns the number of findings so far, 0
 * in release mode. Allocators go on working and allocators_init may be called again. Without this
 * call the same reports are made when the process exits, though not after _exit or a signal. */
int allocators_shutdown(void);

/* New allocators. `name` is copied. NULL with errno ENOMEM or EINVAL. A `locked` one may be used
 * from any thread.
 * Platform: malloc, counted apart from the others. */
Allocator *mem_create_platform_allocator(const char *name);
/* Arena: blocks of at least block_size bytes (0: the default), released together. */
Allocator *mem_create_arena_allocator(const char *name, size_t block_size, int locked);
/* An arena that is destroyed when its parent is reset, destroyed or rewound to before it. It is as
 * locked as its parent. EINVAL when the parent is no arena. */
Allocator *mem_create_child_arena(Allocator *parent, const char *name);
/* Pool: slots of slot_size bytes, for objects of one type; 0: the size first asked for. Bigger
 * requests, and alignments beyond max_align_t, are served by libc. */
Allocator *mem_create_pool_allocator(const char *name, size_t slot_size, int locked);
/* Checking around `inner`, whatever MEM_TRACE says. Use the result instead of `inner`, which has to
 * outlive it, must not have been used (EBUSY) and has no statistics of its own any more. */
Allocator *mem_create_trace_allocator(Allocator *inner, const char *name);

/* Releases every block of an arena or pool; an arena keeps one block of memory, a pool its slabs.
 * 0, or -1 with ENOTSUP for a platform allocator. */
int mem_reset(Allocator *allocator);
/* Ends an allocator that was created: all memory of an arena or pool goes back to libc. 0, or -1
 * with EINVAL for NULL and subsystems. The pointer is dead afterwards. */
int mem_destroy(Allocator *allocator);

/* The present end of an arena. Other strategies give a mark that mem_rewind refuses. */
MemMark mem_mark(Allocator *allocator);
/* Releases everything allocated since the mark. Marks are rewound in the reverse order of being
 * taken. 0, or -1 with ENOTSUP (no arena) or EINVAL (not a mark of this arena's present). */
int mem_rewind(Allocator *allocator, MemMark mark);

/* Counts of one allocator, of all when NULL. 0, or -1 with ENOTSUP when nothing is counted: a
 * platform without statistics or checking. An unlocked arena or pool is read by its owner. */
int mem_get_stats(Allocator *allocator, MemStats *stats);
/* A table of all allocators that count; of an unlocked arena or pool that another thread is using, its
 * figures may be of different moments. Writes at most `size` bytes with the final zero and returns
 * the length of the whole text, as snprintf does; buffer may be NULL when size is 0. */
size_t mem_format_stats(char *buffer, size_t size);

/* Calls `visit` for each live block until it returns non-zero, which is then returned. Knows the
 * blocks of pools, and in checking mode of everything; else -1 with ENOTSUP. `visit` must not use
 * any allocator, fork or exit. A pool's blocks have the size of their slot unless it is checked. */
int mem_visit(Allocator *allocator, int (*visit)(const MemBlock *block, void *context),
              void *context);

/* Looks at all guards and all quarantined memory now. Returns the number of new findings. */
int mem_check_all(void);

/* No more than `bytes` at a time: live usable bytes of a platform, and in checking mode of every
 * allocator; else memory taken from libc by an arena or pool. 0 lifts it. 0, or -1 with EBUSY for a
 * platform that has been used without. */
int mem_set_limit(Allocator *allocator, size_t bytes);

void mem_set_handler(MemHandler handler, void *context);

/* The kind's name in texts and logs, "wrong-size" for example. Never NULL. */
const char *mem_finding_name(MemFindingKind kind);

/* The nth allocation or resize from now fails with ENOMEM, once, whichever allocator and thread it
 * comes from; 0 switches that off. Returns how many were left to go: 0 when it has happened. */
uint64_t mem_fail_at(uint64_t nth);

/* The functions behind the macros. `site` is "file:line", a zero byte, and the argument's text; it
 * must live as long as the process. */
void *memi_alloc_slow(Allocator *a, size_t size, size_t alignment, int zero, const char *tag,
                     const char *site);
void *memi_resize_slow(Allocator *a, void *p, size_t old_size, size_t size, MemForm form,
                      const char *site);
void memi_free_slow(Allocator *a, void *p, size_t size, MemForm form, const char *site);
void *memi_adopt(Allocator *a, void *p, size_t size, const char *site);
void *memi_disown(Allocator *a, void *p, size_t size, const char *site);
void memi_ignore_leak(const void *p);
void *memi_invalid(void); /* NULL with errno EINVAL */

#include "mem_inline.h"
#endif /* MEM_OFF */
#include "mem_macros.h"

#ifdef __cplusplus
}
#endif

#include "mem_words.h"

#endif
