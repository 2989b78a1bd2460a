/* lifecycle.c - creating, resetting, rewinding and destroying allocators. */
#include "internal.h"

/* Starts a new arena or pool and leaves; NULL if there is none. */
static Allocator *begin(MemState *s) {
    if (s) mem_start_entered(s);
    mem_leave();
    return s ? s->face : NULL;
}

Allocator *mem_create_platform_allocator(const char *name) {
    mem_enter();
    MemState *s = mem_new_state(name, &mem_platform, false);
    mem_leave();
    return s ? s->face : NULL; /* it starts with its first operation: until then it can be limited */
}

Allocator *mem_create_arena_allocator(const char *name, size_t block_size, int locked) {
    if (block_size > MEM_SIZE_MAX) return mem_fail(ENOMEM); /* CHECK:arena-size */
    mem_enter();
    MemState *s = mem_new_state(name, &mem_arena, locked);
    if (s) s->arena.block_size = block_size;
    return begin(s);
}

Allocator *mem_create_child_arena(Allocator *parent, const char *name) {
    MemState *above = parent ? mem_state(parent) : NULL;
    if (!above || above->strategy != &mem_arena) return mem_fail(EINVAL); /* CHECK:child-parent */
    mem_enter();
    mem_start_entered(above);
    MemState *s = mem_new_state(name, &mem_arena, above->locked);
    if (s) {
        s->checked = above->checked;
        s->arena.parent = above;
        s->arena.sibling = above->arena.children;
        above->arena.children = s;
        mem_lock(above);
        s->arena.birth = ++above->arena.births;
        mem_unlock(above);
    }
    return begin(s);
}

Allocator *mem_create_pool_allocator(const char *name, size_t slot_size, int locked) {
    if (slot_size > MEM_SIZE_MAX) return mem_fail(ENOMEM); /* CHECK:pool-size */
    mem_enter();
    MemState *s = mem_new_state(name, &mem_pool, locked);
    if (s) mem_pool_open(s, slot_size);
    return begin(s);
}

Allocator *mem_create_trace_allocator(Allocator *inner, const char *name) {
    MemState *base = inner ? mem_state(inner) : NULL, *s = NULL;
    if (!base) return mem_fail(EINVAL);
    bool platform = base->strategy == &mem_platform;
    mem_enter();
    bool used = base->checked || base->wrapped || base->face->allocations || (platform && base->started);
    if (used) errno = EBUSY; /* CHECK:trace-used */
    else s = mem_new_state(name, base->strategy, base->locked);
    if (s) {
        base->wrapped = s->checked = true;
        s->limited = base->limited;
        s->limit = base->limit;
    }
    return begin(s);
}

static void destroy(MemState *s);

/* Destroys the children of an arena that are younger than `since`; others have none. */
static void destroy_children(MemState *s, uint64_t since) {
    if (s->strategy != &mem_arena) return;
    while (s->arena.children && s->arena.children->arena.birth > since) destroy(s->arena.children);
}

static void leave_parent(MemState *s) {
    MemState **link = &s->arena.parent->arena.children;
    while (*link != s) link = &(*link)->arena.sibling;
    *link = s->arena.sibling;
}

static void destroy(MemState *s) {
    destroy_children(s, 0);
    if (s->strategy == &mem_arena && s->arena.parent) leave_parent(s);
    if (s->checked) mem_trace_end(s);
    if (s->strategy->destroy) s->strategy->destroy(s);
    mem_drop_state(s);
}

int mem_destroy(Allocator *allocator) {
    MemState *s = allocator ? mem_state(allocator) : NULL;
    if (!s || s->subsystem) return mem_refuse(EINVAL); /* CHECK:destroy-subsystem */
    mem_enter();
    destroy(s);
    mem_leave();
    return 0;
}

int mem_reset(Allocator *allocator) {
    MemState *s = mem_state(allocator);
    if (!s->strategy->reset) return mem_refuse(ENOTSUP); /* CHECK:reset-platform */
    mem_start(s);
    mem_enter();
    destroy_children(s, 0);
    if (s->checked) mem_trace_reset(s, 0);
    mem_lock(s);
    s->strategy->reset(s);
    if (s->strategy == &mem_arena) s->arena.epoch++;
    mem_unlock(s);
    mem_leave();
    return 0;
}

/* The place of an arena's end: blocks are counted under checking, else bytes. */
static uint64_t position_of(MemState *s) { return s->checked ? s->blocks : mem_arena_position(s); }

MemMark mem_mark(Allocator *allocator) {
    MemState *s = mem_state(allocator);
    MemMark mark = {.allocator = s->face};
    if (s->strategy != &mem_arena) return mark;
    mem_start(s);
    if (s->checked) mem_enter();
    mem_lock(s);
    mark.position = position_of(s);
    mark.live = mem_arena_live(s);
    mark.children = s->arena.births;
    mark.epoch = s->arena.epoch + 1;
    s->face->last = NULL; /* what is older than a mark is not taken back: the mark would be beyond */
    mem_unlock(s);
    if (s->checked) mem_leave();
    return mark;
}

int mem_rewind(Allocator *allocator, MemMark mark) {
    MemState *s = mem_state(allocator);
    if (s->strategy != &mem_arena) return mem_refuse(ENOTSUP); /* CHECK:rewind-arena */
    if (mark.allocator != s->face) return mem_refuse(EINVAL); /* CHECK:mark-allocator */
    bool ok = true;
    mem_enter();
    mem_lock(s);
    if (mark.epoch != s->arena.epoch + 1) ok = false; /* CHECK:mark-epoch */
    if (mark.position > position_of(s)) ok = false; /* CHECK:mark-beyond */
    if (ok && !s->checked) mem_arena_rewind(s, &mark);
    mem_unlock(s);
    if (ok) destroy_children(s, mark.children);
    if (ok && s->checked) mem_trace_reset(s, mark.position);
    mem_leave();
    return ok ? 0 : mem_refuse(EINVAL);
}
