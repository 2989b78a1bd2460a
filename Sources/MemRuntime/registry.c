/* registry.c - the table of subsystems, the allocators that were created, their start, and the lock.
 *
 * Nothing has to be initialised: an allocator starts on its first operation, which takes the slow
 * path. Only then are the environment and the configuration looked at. */
#include "internal.h"

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define IS_ALONE __libc_single_threaded
#else
#define IS_ALONE false
#endif

#define STRATEGY_PLATFORM &mem_platform, .locked = false
#define STRATEGY_ARENA &mem_arena, .locked = false
#define STRATEGY_POOL &mem_pool, .locked = false
#define STRATEGY_LOCKED_ARENA &mem_arena, .locked = true
#define STRATEGY_LOCKED_POOL &mem_pool, .locked = true

#define LAST (ALLOC_SYSTEM_COUNT - 1)
#define STATE_OF(system, strategy_)                                                        \
    {.face = &mem_systems[ALLOC_SYSTEM_##system],                                          \
     .next = ALLOC_SYSTEM_##system < LAST ? &mem_states[ALLOC_SYSTEM_##system + 1] : NULL, \
     .strategy = STRATEGY_##strategy_,                                                     \
     .subsystem = true,                                                                    \
     .name = #system},
MemState mem_states[ALLOC_SYSTEM_COUNT] = {MEM_SUBSYSTEMS(STATE_OF)};

#define FACE_OF(system, strategy) \
    {.id = ALLOC_SYSTEM_##system, .state = &mem_states[ALLOC_SYSTEM_##system]},
_Static_assert(sizeof(void *) != 8 || sizeof(Allocator) % MEM_CACHE_LINE == 0, "threads must share no cache line");
__attribute__((aligned(MEM_CACHE_LINE))) Allocator mem_systems[ALLOC_SYSTEM_COUNT] = {MEM_SUBSYSTEMS(FACE_OF)};

#define A(system) &mem_systems[ALLOC_SYSTEM_##system]
#define SITE(function, system, text) "mem_" function "_callback_" #system ":0\0" text
#define RESIZE_OF(system, function, form)                                                         \
    return mem_resize(A(system), p, MEM_UNKNOWN_SIZE, n, form, SITE(function, system, "p"));
#define FREE_OF(system, function, form)                                                           \
    mem_free(A(system), p, MEM_UNKNOWN_SIZE, form, SITE(function, system, "p"));
#define CALLBACKS_OF(system, strategy)                                                            \
    void *mem_malloc_callback_##system(size_t n) {                                                 \
        return mem_alloc(A(system), n, SITE("malloc", system, "n"));                               \
    }                                                                                             \
    void *mem_calloc_callback_##system(size_t count, size_t size) {                               \
        return mem_alloc_zero(A(system), mem_product(count, size),                                \
                              SITE("calloc", system, "count, size"));                             \
    }                                                                                             \
    void *mem_realloc_callback_##system(void *p, size_t n) {                                      \
        RESIZE_OF(system, "realloc", MEM_FORM_UNSIZED)                                            \
    }                                                                                             \
    void *mem_realloc_adopted_callback_##system(void *p, size_t n) {                              \
        RESIZE_OF(system, "realloc_adopted", MEM_FORM_ADOPTED)                                    \
    }                                                                                             \
    char *mem_strdup_callback_##system(const char *s) {                                           \
        return mem_duplicate_string(A(system), s, SIZE_MAX, SITE("strdup", system, "s"));         \
    }                                                                                             \
    void mem_free_callback_##system(void *p) { FREE_OF(system, "free", MEM_FORM_UNSIZED) }         \
    void mem_free_adopted_callback_##system(void *p) {                                            \
        FREE_OF(system, "free_adopted", MEM_FORM_ADOPTED)                                         \
    }
MEM_SUBSYSTEMS(CALLBACKS_OF)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_locked; /* under the lock */
static unsigned next_id = ALLOC_SYSTEM_COUNT;
static bool initialised;

void mem_enter(void) {
    pthread_mutex_lock(&lock);
    is_locked = true;
}

void mem_leave(void) {
    struct Pending *list = mem_findings_take();
    if (is_locked) {
        is_locked = false;
        pthread_mutex_unlock(&lock);
    }
    mem_findings_tell(list);
}

void mem_set_way(MemState *s) {
    int way = MEM_WAY_SLOW;
    if (!s->started || s->checked || s->locked || mem_failures_pending()) way = MEM_WAY_SLOW;
    else if (s->strategy == &mem_arena) way = MEM_WAY_ARENA;
    else if (s->strategy == &mem_pool) way = MEM_WAY_POOL;
    else if (s->limited) way = MEM_WAY_SLOW;
    else if (!mem_settings.config.statistics) way = MEM_WAY_MALLOC;
    else if (s->face->id < MEM_COUNTED_IDS) way = MEM_WAY_COUNTED;
    __atomic_store_n(&s->face->way, way, __ATOMIC_RELAXED);
}

void mem_start(MemState *s) {
    if (!mem_settings.loaded) mem_settings_load(&(AllocatorConfig){0});
    if (s->started) return;
    if (s->subsystem) s->face->slot_size = mem_round_up(mem_settings.config.pool_slot_size, MEM_ALIGNMENT);
    s->checked |= mem_settings.config.trace;
    TAILQ_INIT(&s->live);
    s->started = true;
    mem_set_way(s);
}

const MemStrategy *mem_begin(MemState *s) {
    if (!s->started) {
        mem_enter();
        mem_start(s);
        mem_leave();
    }
    if ((s->checked || s->locked) && !IS_ALONE) mem_enter();
    return mem_served_by(s);
}

void mem_end(MemState *s, const MemStrategy *by) {
    if (by == &mem_trace || s->locked) mem_leave(); /* after checking the allocator may be gone */
}

int allocators_init(const AllocatorConfig *config) {
    int error = 0;
    mem_enter();
    if (initialised) error = EALREADY; /* CHECK:init-twice */
    else if (!mem_settings_load(config ? config : &(AllocatorConfig){0})) error = EBUSY;
    if (!error) initialised = true;
    mem_leave();
    return error ? mem_refuse(error) : 0;
}

int allocators_shutdown(void) {
    mem_enter();
    initialised = false;
    mem_leave();
    return mem_trace_finish();
}

void mem_register(MemState *s) {
    s->face->id = next_id++;
    s->next = mem_states[LAST].next;
    mem_states[LAST].next = s;
}

void mem_drop_state(MemState *s) {
    s->ended = true;
    if (s->records) return;
    MemState **link = &mem_states[LAST].next;
    while (*link != s) link = &(*link)->next;
    *link = s->next;
    free(s->face);
}

static void after_fork_in_child(void) {
    mem_trace_forget_parent();
    mem_leave();
}

/* The lock is taken for a fork, so that the child finds everything whole. */
__attribute__((constructor)) static void watch_forks(void) {
    pthread_atfork(mem_enter, mem_leave, after_fork_in_child);
}
