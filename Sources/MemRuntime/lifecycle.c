/* lifecycle.c - creating, resetting, rewinding and destroying allocators. */
#include "internal.h"

/* It is locked and checked as its parent is. */
static void join_parent(MemState *s, MemState *parent) {
    memi_start(parent);
    s->locked = parent->locked;
    s->checked = parent->checked;
    LIST_INSERT_HEAD(&parent->arena.children, s, arena.sibling);
    s->arena.birth = ++parent->arena.births;
}

/* A new allocator with what `like` says of it. */
static Allocator *create(const char *name, size_t slot_size, const MemState *like) {
    if (!name) return memi_fail(EINVAL); /* CHECK:name-null */
    Allocator *face = memi_libc_alloc(sizeof *face + sizeof(MemState), MEM_CACHE_LINE, true);
    if (!face) return NULL;
    MemState *s = face->state = (MemState *)(face + 1);
    *s = *like;
    s->face = face;
    snprintf(s->name, sizeof s->name, "%s", name);
    face->slot_size = memi_round_up(slot_size, MEM_ALIGNMENT);
    memi_enter();
    memi_register(s);
    if (s->arena.parent) join_parent(s, s->arena.parent);
    /* A platform starts with its first operation: until then it can be limited. */
    if (s->strategy != &memi_platform || s->checked) memi_start(s);
    memi_leave();
    return face;
}

Allocator *mem_create_platform_allocator(const char *name) {
    return create(name, 0, &(MemState){.strategy = &memi_platform});
}

Allocator *mem_create_arena_allocator(const char *name, size_t block_size, int locked) {
    if (block_size > MEM_SIZE_MAX) return memi_fail(ENOMEM); /* CHECK:arena-size */
    return create(name, 0, &(MemState){.strategy = &memi_arena, .locked = locked, .arena.block_size = block_size});
}

Allocator *mem_create_child_arena(Allocator *parent, const char *name) {
    MemState *above = memi_state(parent);
    if (above->strategy != &memi_arena) return memi_fail(EINVAL); /* CHECK:child-parent */
    return create(name, 0, &(MemState){.strategy = &memi_arena, .arena.parent = above});
}

Allocator *mem_create_pool_allocator(const char *name, size_t slot_size, int locked) {
    if (slot_size > MEM_SIZE_MAX) return memi_fail(ENOMEM); /* CHECK:pool-size */
    return create(name, slot_size, &(MemState){.strategy = &memi_pool, .locked = locked});
}

Allocator *mem_create_trace_allocator(Allocator *inner, const char *name) {
    if (!inner) return memi_fail(EINVAL);
    MemState *base = inner->state;
    bool used = base->strategy == &memi_platform ? base->started : base->face->counts[MEM_ALLOCATIONS] > 0;
    if (used || base->checked || base->ended) return memi_fail(EBUSY); /* CHECK:trace-used */
    Allocator *face = create(name, 0, &(MemState){.strategy = base->strategy,
                                                  .locked = base->locked,
                                                  .checked = true,
                                                  .limited = true,
                                                  .limit = base->limit});
    if (face) base->ended = true;
    return face;
}

static void destroy(MemState *s);

/* Destroys the children that are younger than `since`: of an arena, others have none. */
static void destroy_children(MemState *s, uint64_t since) {
    MemState *child;
    while ((child = LIST_FIRST(&s->arena.children)) && child->arena.birth > since) destroy(child);
}

static void destroy(MemState *s) {
    destroy_children(s, 0);
    if (s->arena.parent) LIST_REMOVE(s, arena.sibling);
    if (memi_served_by(s)->destroy) memi_served_by(s)->destroy(s);
    memi_drop_state(s);
}

int mem_destroy(Allocator *allocator) {
    MemState *s = memi_state(allocator);
    if (s->subsystem) return memi_refuse(EINVAL); /* CHECK:destroy-subsystem */
    memi_enter();
    destroy(s);
    memi_leave();
    return 0;
}

int mem_reset(Allocator *allocator) {
    MemState *s = memi_state(allocator);
    if (!s->strategy->rewind) return memi_refuse(ENOTSUP); /* CHECK:reset-platform */
    memi_enter();
    memi_start(s);
    destroy_children(s, 0);
    memi_served_by(s)->rewind(s, &(MemMark){0});
    s->arena.epoch++;
    memi_leave();
    return 0;
}

MemMark mem_mark(Allocator *allocator) {
    MemState *s = memi_state(allocator);
    MemMark mark = {.allocator = s->face};
    if (s->strategy != &memi_arena) return mark;
    const MemStrategy *by = memi_begin(s);
    mark.position = by->position(s);
    mark.live = memi_arena_live(s);
    mark.children = s->arena.births;
    mark.epoch = s->arena.epoch + 1;
    s->face->last = NULL; /* what is older than a mark is not taken back: the mark would be beyond */
    memi_end(s, by);
    return mark;
}

int mem_rewind(Allocator *allocator, MemMark mark) {
    MemState *s = memi_state(allocator);
    bool ok = true;
    if (s->strategy != &memi_arena) return memi_refuse(ENOTSUP); /* CHECK:rewind-arena */
    if (mark.allocator != s->face) return memi_refuse(EINVAL); /* CHECK:mark-allocator */
    memi_enter();
    if (mark.epoch != s->arena.epoch + 1) ok = false; /* CHECK:mark-epoch */
    if (mark.position > memi_served_by(s)->position(s)) ok = false; /* CHECK:mark-beyond */
    if (ok) memi_served_by(s)->rewind(s, &mark);
    if (ok) destroy_children(s, mark.children);
    memi_leave();
    return ok ? 0 : memi_refuse(EINVAL);
}

void memi_scope_leave(MemScope *scope) {
    int error = errno;
    if (scope->mark.epoch) mem_rewind(scope->mark.allocator, scope->mark);
    errno = error;
}
