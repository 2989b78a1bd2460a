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

#define STRATEGY_PLATFORM &memi_platform, .locked = false
#define STRATEGY_ARENA &memi_arena, .locked = false
#define STRATEGY_POOL &memi_pool, .locked = false
#define STRATEGY_LOCKED_ARENA &memi_arena, .locked = true
#define STRATEGY_LOCKED_POOL &memi_pool, .locked = true

#define LAST (ALLOC_SYSTEM_COUNT - 1)
#define STATE_OF(system, strategy_)                                                         \
    {.face = &memi_systems[ALLOC_SYSTEM_##system],                                          \
     .next = ALLOC_SYSTEM_##system < LAST ? &memi_states[ALLOC_SYSTEM_##system + 1] : NULL, \
     .strategy = STRATEGY_##strategy_,                                                      \
     .subsystem = true,                                                                     \
     .name = #system},
MemState memi_states[ALLOC_SYSTEM_COUNT] = {MEM_SUBSYSTEMS(STATE_OF)};

#define FACE_OF(system, strategy) \
    {.id = ALLOC_SYSTEM_##system, .state = &memi_states[ALLOC_SYSTEM_##system]},
_Static_assert(sizeof(void *) != 8 || sizeof(Allocator) % MEM_CACHE_LINE == 0, "threads must share no cache line");
__attribute__((aligned(MEM_CACHE_LINE))) Allocator memi_systems[ALLOC_SYSTEM_COUNT] = {MEM_SUBSYSTEMS(FACE_OF)};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_locked; /* under the lock */
static unsigned next_id = ALLOC_SYSTEM_COUNT;
static bool initialised;

void memi_enter(void) {
    pthread_mutex_lock(&lock);
    is_locked = true;
}

void memi_leave(void) {
    struct Pending *list = memi_findings_take();
    if (is_locked) {
        is_locked = false;
        pthread_mutex_unlock(&lock);
    }
    memi_findings_tell(list);
}

void memi_set_way(MemState *s) {
    int way = MEM_WAY_SLOW;
    if (!s->started || s->checked || s->locked || memi_failures_pending()) way = MEM_WAY_SLOW;
    else if (s->strategy == &memi_arena) way = MEM_WAY_ARENA;
    else if (s->strategy == &memi_pool) way = MEM_WAY_POOL;
    else if (s->limited) way = MEM_WAY_SLOW;
    else if (!memi_settings.config.statistics) way = MEM_WAY_MALLOC;
    else if (s->face->id < MEM_COUNTED_IDS) way = MEM_WAY_COUNTED;
    __atomic_store_n(&s->face->way, way, __ATOMIC_RELAXED);
}

void memi_start(MemState *s) {
    if (!memi_settings.loaded) memi_settings_load(&(AllocatorConfig){0});
    if (s->started) return;
    if (s->subsystem) s->face->slot_size = memi_round_up(memi_settings.config.pool_slot_size, MEM_ALIGNMENT);
    s->checked |= memi_settings.config.trace;
    TAILQ_INIT(&s->live);
    s->started = true;
    memi_set_way(s);
}

const MemStrategy *memi_begin(MemState *s) {
    if (!s->started) {
        memi_enter();
        memi_start(s);
        memi_leave();
    }
    if ((s->checked || s->locked) && !IS_ALONE) memi_enter();
    return memi_served_by(s);
}

void memi_end(MemState *s, const MemStrategy *by) {
    if (by == &memi_trace || s->locked) memi_leave(); /* after checking the allocator may be gone */
}

int allocators_init(const AllocatorConfig *config) {
    int error = 0;
    memi_enter();
    if (initialised) error = EALREADY; /* CHECK:init-twice */
    else if (!memi_settings_load(config ? config : &(AllocatorConfig){0})) error = EBUSY;
    if (!error) initialised = true;
    memi_leave();
    return error ? memi_refuse(error) : 0;
}

int allocators_shutdown(void) {
    memi_enter();
    initialised = false;
    memi_leave();
    return memi_trace_finish();
}

void memi_register(MemState *s) {
    s->face->id = next_id++;
    s->next = memi_states[LAST].next;
    memi_states[LAST].next = s;
}

void memi_drop_state(MemState *s) {
    s->ended = true;
    if (s->records) return;
    MemState **link = &memi_states[LAST].next;
    while (*link != s) link = &(*link)->next;
    *link = s->next;
    free(s->face);
}

static void after_fork_in_child(void) {
    memi_trace_forget_parent();
    memi_leave();
}

/* The lock is taken for a fork, so that the child finds everything whole. Once: a program and its
 * shared libraries may each link a copy of this library, whose constructors all run, while the
 * dynamic linker gives them the functions, and so the lock, of one. It must choose this one, too,
 * which a compiler that inlines would keep from it. */
__attribute__((noinline)) void memi_watch_forks(void) {
    static bool watched;
    if (watched) return;
    watched = true;
    pthread_atfork(memi_enter, memi_leave, after_fork_in_child);
}

__attribute__((constructor)) static void watch_forks(void) { memi_watch_forks(); }
