/* lifecycle.c - creating, resetting, rewinding and destroying allocators. */
#include "internal.h"

/* Begins the use of a new arena or pool; NULL if there is none. */
static Allocator *begin(MemState *s, size_t size, MemState *parent) {
    if (!s) return NULL;
    if (s->kind == KIND_ARENA) mem_arena_open(s, size, parent);
    if (s->kind == KIND_POOL) mem_pool_open(s, size);
    mem_start(s);
    return s->face;
}

Allocator *mem_create_platform_allocator(const char *name) {
    MemState *s = mem_new_state(name, KIND_PLATFORM, false);
    return s ? s->face : NULL; /* it starts with its first operation: until then it can be limited */
}

Allocator *mem_create_arena_allocator(const char *name, size_t block_size, int locked) {
    if (block_size > MEM_SIZE_MAX) return mem_fail(ENOMEM); /* CHECK:arena-size */
    return begin(mem_new_state(name, KIND_ARENA, locked), block_size, NULL);
}

Allocator *mem_create_child_arena(Allocator *parent, const char *name) {
    MemState *above = parent ? mem_state(parent)->base : NULL;
    if (!above || above->kind != KIND_ARENA) return mem_fail(EINVAL); /* CHECK:child-parent */
    mem_start(above);
    return begin(mem_new_state(name, KIND_ARENA, above->locked), 0, above);
}

Allocator *mem_create_pool_allocator(const char *name, size_t slot_size, int locked) {
    if (slot_size > MEM_SIZE_MAX) return mem_fail(ENOMEM); /* CHECK:pool-size */
    return begin(mem_new_state(name, KIND_POOL, locked), slot_size, NULL);
}

Allocator *mem_create_trace_allocator(Allocator *inner, const char *name) {
    MemState *base = inner ? mem_state(inner) : NULL;
    MemStats used = {0};
    if (!base) return mem_fail(EINVAL);
    if (base->kind == KIND_PLATFORM && !(mem_watch(base) & WATCH_START)) return mem_fail(EBUSY);
    mem_start(base);
    base->strategy->measure(base, &used);
    if (base->tracer || used.allocations) return mem_fail(EBUSY); /* CHECK:trace-used */
    MemState *s = mem_new_state(name, base->kind, base->locked);
    if (!s) return NULL;
    s->base = base;
    s->strategy = base->strategy;
    mem_trace_lock();
    mem_trace_attach(s);
    mem_set_watch(s, WATCH_START, false);
    mem_trace_unlock();
    return s->face;
}

/* Destroys the children of an arena that are younger than `since`; others have none. */
static void destroy_children(MemState *base, uint64_t since) {
    if (base->kind != KIND_ARENA) return;
    mem_lock(base);
    MemState *child = mem_arena_take_children(base, since);
    mem_unlock(base);
    while (child) {
        MemState *next = child->arena.sibling;
        mem_destroy(child->face);
        child = next;
    }
}

int mem_reset(Allocator *allocator) {
    MemState *s = mem_state(allocator), *base = s->base;
    if (base->kind == KIND_PLATFORM) return mem_refuse(ENOTSUP); /* CHECK:reset-platform */
    mem_start(s);
    destroy_children(base, 0);
    mem_trace_lock();
    if (s->tracer) mem_trace_release_all(s, 0);
    mem_lock(base);
    base->strategy->reset(base);
    mem_unlock(base);
    mem_trace_unlock();
    return 0;
}

int mem_destroy(Allocator *allocator) {
    MemState *s = allocator ? mem_state(allocator) : NULL;
    if (!s || s->subsystem) return mem_refuse(EINVAL); /* CHECK:destroy-subsystem */
    bool wrapper = s->base != s;
    if (!wrapper) destroy_children(s, 0);
    mem_trace_lock();
    if (s->tracer == s) mem_trace_detach(s);
    if (!wrapper && s->kind == KIND_ARENA) mem_arena_leave_parent(s);
    if (!wrapper && s->strategy && s->strategy->destroy) s->strategy->destroy(s);
    mem_drop_state(s);
    mem_trace_unlock();
    return 0;
}

MemMark mem_mark(Allocator *allocator) {
    MemState *s = mem_state(allocator);
    MemMark mark = {.allocator = s->face};
    if (s->kind != KIND_ARENA) return mark;
    mem_start(s);
    mem_lock(s->base);
    mem_arena_mark(s->base, &mark);
    mem_unlock(s->base);
    if (s->tracer) {
        mem_trace_lock();
        mark.serial = mem_trace_serial();
        mem_trace_unlock();
    }
    return mark;
}

int mem_rewind(Allocator *allocator, MemMark mark) {
    MemState *s = mem_state(allocator), *base = s->base;
    if (s->kind != KIND_ARENA) return mem_refuse(ENOTSUP); /* CHECK:rewind-arena */
    if (mark.allocator != s->face) return mem_refuse(EINVAL); /* CHECK:mark-allocator */
    mem_start(s);
    mem_lock(base);
    bool ok = mem_arena_can_rewind(base, &mark);
    mem_unlock(base);
    if (!ok) return -1;
    destroy_children(base, mark.children);
    mem_trace_lock();
    if (s->tracer) mem_trace_release_all(s, mark.serial);
    mem_lock(base);
    mem_arena_rewind(base, &mark);
    mem_unlock(base);
    mem_trace_unlock();
    return 0;
}
