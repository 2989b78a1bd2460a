/* borders.c - where memory passes between allocators and libc, and files not yet migrated. */
#include "trace.h"

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static bool is_traced(MemState *s) { return mem_watch(s) & WATCH_TRACE; }

/* Arenas and pools cannot hold memory of libc: it is copied. */
static void *adopt_copy(Allocator *a, void *p, size_t size, const char *site) {
    if (size == MEM_UNKNOWN_SIZE) return mem_fail(EINVAL); /* CHECK:adopt-unknown */
    return mem_adopt_resized(a, p, size, site);
}

void *mem_adopt(Allocator *a, void *p, size_t size, const char *site) {
    MemState *s = mem_state(a);
    if (!p) return NULL;
    if (!mem_start(s)) return mem_fail(ENOMEM);
    if (s->kind != KIND_PLATFORM) return adopt_copy(a, p, size, site);
    bool limited = s->base->strategy == &mem_limited_platform;
    size_t bytes = limited ? mem_usable_size(p) : 0;
    if (!mem_reserve(s->base, bytes)) return NULL;
    if (is_traced(s) && !mem_trace_adopt(s, p, size, site)) {
        mem_unreserve(s->base, bytes);
        return mem_fail(ENOMEM);
    }
    if (mem_settings.statistics) mem_count_alloc(s->face, size == MEM_UNKNOWN_SIZE ? 0 : size);
    return p;
}

static void *disown_copy(Allocator *a, void *p, size_t size, const char *site) {
    MemState *s = mem_state(a);
    mem_lock(s->base);
    size_t extent = s->strategy->extent(s->base, p);
    mem_unlock(s->base);
    if (!extent || size == MEM_UNKNOWN_SIZE) return mem_fail(EINVAL); /* CHECK:disown-unknown */
    if (size > MEM_SIZE_MAX) return mem_fail(ENOMEM);
    void *copy = malloc(size + !size);
    if (!copy) return NULL;
    memcpy(copy, p, smaller(size, extent));
    mem_free_slow(a, p, size, MEM_FORM_SIZED, site);
    return copy;
}

void *mem_disown(Allocator *a, void *p, size_t size, const char *site) {
    MemState *s = mem_state(a);
    if (!p) return NULL;
    if (!mem_start(s)) return mem_fail(ENOMEM);
    if (s->kind != KIND_PLATFORM) return disown_copy(a, p, size, site);
    if (is_traced(s) && !mem_trace_disown(s, p, size, site)) return p;
    if (s->base->strategy == &mem_limited_platform) mem_unreserve(s->base, mem_usable_size(p));
    if (mem_settings.statistics) mem_count_release(s->face, size);
    return p;
}

/* Without checking: p is outside of the arena or pool, so MEM_FREE_ADOPTED means libc's memory. */
bool mem_is_libcs(MemState *s, const void *p) {
    if (s->kind == KIND_PLATFORM || mem_watch(s) & (WATCH_START | WATCH_TRACE)) return false;
    mem_lock(s);
    bool outside = !s->strategy->contains(s, p);
    mem_unlock(s);
    return outside && mem_heap_like(p); /* CHECK:adopt-heap-like */
}

void *mem_adopt_resized(Allocator *a, void *p, size_t size, const char *site) {
    void *copy = mem_alloc_slow(a, size, 0, 0, NULL, site);
    if (!copy) return NULL;
    memcpy(copy, p, smaller(size, mem_usable_size(p)));
    free(p);
    return copy;
}
