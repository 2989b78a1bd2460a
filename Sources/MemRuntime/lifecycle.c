/* lifecycle.c - creating, resetting, rewinding and destroying allocators. */
#include "arena.h"
#include "trace.h"

/* The finished allocator, or nothing of it. */
static Allocator *face_or_drop(MemState *s, bool ok) {
    if (ok) return s->face;
    if (s->self && s->kind == KIND_ARENA) {
        mem_arena_leave_parent(s);
        mem_arena.destroy(s);
    } else if (s->self) {
        mem_pool.destroy(s);
    }
    mem_drop_state(s);
    return mem_fail(ENOMEM);
}

Allocator *mem_create_platform_allocator(const char *name) {
    MemState *s = mem_new_state(name, KIND_PLATFORM, false);
    return s ? s->face : NULL;
}

Allocator *mem_create_arena_allocator(const char *name, size_t block_size, int locked) {
    if (block_size > MEM_SIZE_MAX) return mem_fail(ENOMEM);
    MemState *s = mem_new_state(name, KIND_ARENA, locked);
    if (!s) return NULL;
    return face_or_drop(s, mem_arena_open(s, block_size, NULL) && mem_start(s));
}

Allocator *mem_create_child_arena(Allocator *parent, const char *name) {
    MemState *above = parent ? mem_state(parent)->base : NULL;
    if (!above || above->kind != KIND_ARENA) return mem_fail(EINVAL); /* CHECK:child-parent */
    if (!mem_start(above)) return mem_fail(ENOMEM);
    MemState *s = mem_new_state(name, KIND_ARENA, above->locked);
    if (!s) return NULL;
    return face_or_drop(s, mem_arena_open(s, 0, above) && mem_start(s));
}

Allocator *mem_create_pool_allocator(const char *name, size_t slot_size, int locked) {
    if (slot_size > MEM_SIZE_MAX) return mem_fail(ENOMEM);
    MemState *s = mem_new_state(name, KIND_POOL, locked);
    if (!s) return NULL;
    return face_or_drop(s, mem_pool_open(s, slot_size) && mem_start(s));
}

/* Joins a wrapper to what it wraps. */
static bool wrap(MemState *s, MemState *base) {
    s->base = base;
    s->strategy = base->strategy;
    mem_trace_lock();
    bool ok = mem_trace_attach(s);
    mem_trace_unlock();
    if (!ok) return false;
    base->wrapped = true;
    atomic_fetch_or(&s->watch, WATCH_TRACE);
    mem_set_watch(s, WATCH_START, false);
    return true;
}

Allocator *mem_create_trace_allocator(Allocator *inner, const char *name) {
    MemState *base = inner ? mem_state(inner) : NULL;
    MemStats used = {0};
    if (!base) return mem_fail(EINVAL);
    if (base->kind == KIND_PLATFORM && !(mem_watch(base) & WATCH_START)) return mem_fail(EBUSY);
    if (!mem_start(base)) return mem_fail(ENOMEM);
    base->strategy->measure(base, &used);
    if (base->owner || used.allocations) return mem_fail(EBUSY); /* CHECK:trace-used */
    MemState *s = mem_new_state(name, base->kind, base->locked);
    if (!s || wrap(s, base)) return s ? s->face : NULL;
    mem_drop_state(s);
    return mem_fail(ENOMEM);
}

static void destroy_list(MemState *s) {
    while (s) {
        MemState *next = mem_arena_sibling(s);
        mem_destroy(s->face);
        s = next;
    }
}

/* The children of an arena that have to go first, out of its hands; NULL for others. */
static MemState *take_children(MemState *base, uint64_t since) {
    if (base->kind != KIND_ARENA) return NULL;
    mem_lock(base);
    MemState *children = mem_arena_take_children(base, since);
    mem_unlock(base);
    return children;
}

int mem_reset(Allocator *allocator) {
    MemState *s = mem_state(allocator), *base = s->base;
    if (base->kind == KIND_PLATFORM) {
        errno = ENOTSUP;
        return -1;
    }
    if (!mem_start(s)) return -1;
    destroy_list(take_children(base, 0));
    mem_trace_lock();
    if (s->owner) mem_trace_release_all(s, 0);
    mem_lock(base);
    base->strategy->reset(base);
    mem_unlock(base);
    mem_trace_unlock();
    return 0;
}

static void destroy_memory(MemState *s) {
    if (s->kind == KIND_ARENA) mem_arena_leave_parent(s);
    if (s->strategy) s->strategy->destroy(s);
}

int mem_destroy(Allocator *allocator) {
    MemState *s = allocator ? mem_state(allocator) : NULL;
    if (!s || s->subsystem) { /* CHECK:destroy-subsystem */
        errno = EINVAL;
        return -1;
    }
    bool wrapper = s->base != s;
    if (!wrapper) destroy_list(take_children(s, 0));
    mem_trace_lock();
    bool own = s->owner && !s->wrapped;
    if (own) mem_trace_end_blocks(s);
    if (!wrapper) destroy_memory(s);
    if (own) mem_trace_detach(s);
    mem_trace_unlock();
    mem_drop_state(s);
    return 0;
}

MemMark mem_mark(Allocator *allocator) {
    MemState *s = mem_state(allocator);
    MemMark mark = {.allocator = s->face};
    if (s->kind != KIND_ARENA || !mem_start(s)) return mark;
    mem_lock(s->base);
    mem_arena_mark(s->base, &mark);
    mem_unlock(s->base);
    if (s->owner) {
        mem_trace_lock();
        mark.serial = mem_trace_serial();
        mem_trace_unlock();
    }
    return mark;
}

int mem_rewind(Allocator *allocator, MemMark mark) {
    MemState *s = mem_state(allocator), *base = s->base;
    if (s->kind != KIND_ARENA || mark.allocator != s->face) { /* CHECK:mark-allocator */
        errno = s->kind == KIND_ARENA ? EINVAL : ENOTSUP;
        return -1;
    }
    if (!mem_start(s)) return -1;
    mem_lock(base);
    bool ok = mem_arena_can_rewind(base, &mark);
    mem_unlock(base);
    if (!ok) return -1;
    destroy_list(take_children(base, mark.children));
    mem_trace_lock();
    if (s->owner) mem_trace_release_all(s, mark.serial);
    mem_lock(base);
    mem_arena_rewind(base, &mark);
    mem_unlock(base);
    mem_trace_unlock();
    return 0;
}
