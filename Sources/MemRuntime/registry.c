/* registry.c - the table of subsystems, the allocators that were created, and their start.
 *
 * Nothing has to be initialised: an allocator starts on its first operation, which finds
 * WATCH_START set. Only then are the environment and the configuration looked at. */
#include "internal.h"

#define KIND_OF_PLATFORM KIND_PLATFORM, .locked = false
#define KIND_OF_ARENA KIND_ARENA, .locked = false
#define KIND_OF_POOL KIND_POOL, .locked = false
#define KIND_OF_LOCKED_ARENA KIND_ARENA, .locked = true
#define KIND_OF_LOCKED_POOL KIND_POOL, .locked = true

#define STATE_OF(system, strategy)                   \
    {.face = &mem_systems[ALLOC_SYSTEM_##system],    \
     .watch = WATCH_START,                           \
     .kind = KIND_OF_##strategy,                     \
     .subsystem = true,                              \
     .name = #system,                                \
     .base = &system_states[ALLOC_SYSTEM_##system],  \
     .lock = PTHREAD_MUTEX_INITIALIZER},
static MemState system_states[ALLOC_SYSTEM_COUNT] = {MEM_SUBSYSTEMS(STATE_OF)};

#define FACE_OF(system, strategy) \
    {.id = ALLOC_SYSTEM_##system, .state = &system_states[ALLOC_SYSTEM_##system]},
__attribute__((aligned(64))) Allocator mem_systems[ALLOC_SYSTEM_COUNT] = {MEM_SUBSYSTEMS(FACE_OF)};

#define CALLBACK_OF(system, strategy)                                              \
    void mem_free_callback_##system(void *p) {                                     \
        mem_free(&mem_systems[ALLOC_SYSTEM_##system], p, MEM_UNKNOWN_SIZE,         \
                 MEM_FORM_UNSIZED, "mem_free_callback_" #system ":0\0p");          \
    }
MEM_SUBSYSTEMS(CALLBACK_OF)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* everything below, and starting */
static MemState *created;
static unsigned next_id = ALLOC_SYSTEM_COUNT;
static bool initialised;
static atomic_bool started; /* something has been allocated */

static void set_way(MemState *s) {
    int way = MEM_WAY_SLOW;
    if (mem_watch(s) || s->locked || s->limited) way = MEM_WAY_SLOW;
    else if (s->kind == KIND_ARENA) way = MEM_WAY_ARENA;
    else if (s->kind == KIND_POOL) way = MEM_WAY_POOL;
    else if (!mem_settings.statistics) way = MEM_WAY_MALLOC;
    else if (s->face->id < MEM_COUNTED_IDS) way = MEM_WAY_COUNTED;
    __atomic_store_n(&s->face->way, way, __ATOMIC_RELAXED);
}

void mem_set_watch(MemState *s, unsigned bit, bool on) {
    if (on) atomic_fetch_or(&s->watch, bit);
    else atomic_fetch_and(&s->watch, ~bit);
    set_way(s);
}

void mem_for_each(void (*visit)(MemState *, void *), void *context) {
    pthread_mutex_lock(&lock);
    for (unsigned i = 0; i < ALLOC_SYSTEM_COUNT; i++) visit(&system_states[i], context);
    for (MemState *s = created; s; s = s->next) visit(s, context);
    pthread_mutex_unlock(&lock);
}

/* Chooses the strategy. With the lock held. */
static void open_state(MemState *s, bool limited) {
    if (s->kind == KIND_PLATFORM) {
        s->strategy = &mem_platform;
        s->limited = limited;
    } else if (s->subsystem) {
        if (s->kind == KIND_ARENA) mem_arena_open(s, 0, NULL);
        else mem_pool_open(s, mem_settings.pool_slot_size);
    }
    if (mem_settings.trace) mem_trace_attach(s);
    mem_set_watch(s, WATCH_START, false);
}

static bool start_state(MemState *s, bool limited) {
    bool ok = true;
    mem_trace_lock();
    pthread_mutex_lock(&lock);
    if (!atomic_exchange(&started, true)) mem_settings_load(NULL);
    if (mem_watch(s) & WATCH_START) open_state(s, limited);
    else if (limited && s->kind == KIND_PLATFORM && !s->limited) {
        /* Blocks that were not counted cannot be limited. */
        ok = s->limited = s->tracer && !s->tracer->traced.allocations;
        if (!ok) mem_refuse(EBUSY); /* CHECK:limit-late */
    }
    pthread_mutex_unlock(&lock);
    mem_trace_unlock();
    return ok;
}

void mem_start(MemState *s) {
    if (mem_watch(s) & WATCH_START) start_state(s, false);
}

int mem_set_limit(Allocator *allocator, size_t bytes) {
    MemState *s = mem_state(allocator)->base;
    if (!start_state(s, true)) return -1;
    atomic_store(&s->limit, bytes);
    return 0;
}

int allocators_init(const AllocatorConfig *config) {
    int error = 0;
    pthread_mutex_lock(&lock);
    if (initialised) error = EALREADY; /* CHECK:init-twice */
    else if (!atomic_exchange(&started, true)) mem_settings_load(config);
    else if (!mem_settings_change(config)) error = EBUSY;
    if (!error) initialised = true;
    pthread_mutex_unlock(&lock);
    return error ? mem_refuse(error) : 0;
}

int allocators_shutdown(void) {
    pthread_mutex_lock(&lock);
    initialised = false;
    pthread_mutex_unlock(&lock);
    return mem_trace_finish();
}

MemState *mem_new_state(const char *name, MemKind kind, bool locked) {
    if (!name) return mem_fail(EINVAL); /* CHECK:name-null */
    MemState *s = calloc(1, sizeof *s + sizeof(Allocator));
    if (!s) return NULL;
    s->face = (Allocator *)(s + 1);
    s->face->state = s;
    s->base = s;
    s->kind = kind;
    s->locked = locked;
    atomic_init(&s->watch, WATCH_START);
    snprintf(s->name, sizeof s->name, "%s", name);
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_lock(&lock);
    s->face->id = next_id++;
    if (mem_failures_pending()) atomic_fetch_or(&s->watch, WATCH_FAIL);
    s->next = created;
    created = s;
    pthread_mutex_unlock(&lock);
    return s;
}

void mem_drop_state(MemState *s) {
    s->ended = true;
    if (s->records) return;
    pthread_mutex_lock(&lock);
    MemState **link = &created;
    while (*link != s) link = &(*link)->next;
    *link = s->next;
    pthread_mutex_unlock(&lock);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

/* fork: every lock is taken in the order in which operations take them, so that the child finds
 * everything whole. */
static void before_fork(void) {
    mem_trace_lock();
    pthread_mutex_lock(&lock);
    for (unsigned i = 0; i < ALLOC_SYSTEM_COUNT; i++) mem_lock(&system_states[i]);
    for (MemState *s = created; s; s = s->next) mem_lock(s);
    mem_counts_lock();
}

static void after_fork(void) {
    mem_counts_unlock();
    for (MemState *s = created; s; s = s->next) mem_unlock(s);
    for (unsigned i = 0; i < ALLOC_SYSTEM_COUNT; i++) mem_unlock(&system_states[i]);
    pthread_mutex_unlock(&lock);
    mem_trace_unlock();
}

static void after_fork_in_child(void) {
    mem_trace_forget_parent();
    after_fork();
}

__attribute__((constructor)) static void watch_forks(void) {
    pthread_atfork(before_fork, after_fork, after_fork_in_child);
}
