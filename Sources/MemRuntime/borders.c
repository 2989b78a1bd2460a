/* borders.c - where memory passes between allocators and libc, and files not yet migrated. */
#include "trace.h"

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static bool is_traced(MemState *s) { return mem_watch(s) & WATCH_TRACE; }

/* Arenas and pools cannot hold memory of libc: it is copied. */
static void *adopt_copy(Allocator *a, void *p, size_t size, const char *site) {
    if (size == MEM_UNKNOWN_SIZE) return mem_fail(EINVAL); /* CHECK:adopt-unknown */
    void *copy = mem_alloc_slow(a, size, 0, 0, NULL, site);
    if (!copy) return NULL;
    memcpy(copy, p, smaller(size, mem_usable_size(p)));
    free(p);
    return copy;
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

static MemState *traced_general(void) {
    MemState *s = mem_state(NULL);
    return mem_start(s) && is_traced(s) ? s : NULL;
}

void mem_compat_free_slow(void *p, const char *site) {
    MemState *s = traced_general();
    TraceClaim claim = {.form = MEM_FORM_UNSIZED, .site = site, .compat = true};
    if (!p) return;
    if (s) mem_trace_release(s, p, &claim);
    else mem_free_slow(NULL, p, MEM_UNKNOWN_SIZE, MEM_FORM_UNSIZED, site);
}

void *mem_compat_resize_slow(void *p, size_t size, const char *site) {
    MemState *s = traced_general();
    TraceClaim claim = {.form = MEM_FORM_UNSIZED, .site = site, .compat = true};
    if (!p || !s) return mem_resize_slow(NULL, p, MEM_UNKNOWN_SIZE, size, MEM_FORM_UNSIZED, site);
    if (size > MEM_SIZE_MAX) return mem_fail(ENOMEM);
    if (size && mem_fails_now()) return mem_fail(ENOMEM);
    if (size) return mem_trace_resize(s, p, &claim, size);
    mem_trace_release(s, p, &claim);
    return NULL;
}
