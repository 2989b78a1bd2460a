/* platform.c - plain malloc underneath and nothing in front of its blocks. The short path of
 * mem_inline.h does not even come here. free_sized is not used: a wrong size would become undefined.
 *
 * A limit counts usable bytes: the only size that is known of every block without a header, however
 * it is released. */
#include "internal.h"

void *memi_libc_alloc(size_t size, size_t alignment, bool zero) {
    void *p;
    size += !size;
    if (alignment <= MEM_ALIGNMENT) return zero ? calloc(1, size) : malloc(size);
    if (posix_memalign(&p, alignment, size)) return memi_fail(ENOMEM);
    return zero ? memset(p, 0, size) : p;
}

void *memi_libc_take(MemState *s, size_t size, size_t alignment) {
    if (!memi_reserve(s, size)) return NULL;
    void *p = memi_libc_alloc(size, alignment, false);
    if (!p) memi_unreserve(s, size);
    return p;
}

void memi_libc_give(MemState *s, void *p, size_t size) {
    memi_unreserve(s, size);
    free(p);
}

static bool platform_adopt(MemState *s, void *p, MemCall *c) {
    if (s->limited && !memi_reserve(s, memi_usable_size(p))) return false;
    memi_count_platform(s, MEM_ALLOCATIONS, c->claimed == MEM_UNKNOWN_SIZE ? 0 : c->claimed);
    return true;
}

static void platform_disown(MemState *s, void *p, MemCall *c) {
    if (s->limited) memi_unreserve(s, memi_usable_size(p));
    /* The length of a string is all that is left to count with; checking mode verifies it. */
    if (c->form == MEM_FORM_STRING && memi_settings.config.statistics) c->claimed = strlen(p) + 1;
    memi_count_platform(s, MEM_RELEASES, c->claimed);
}

static void *platform_alloc(MemState *s, MemCall *c) {
    void *p = memi_libc_alloc(c->size, c->alignment, c->zero);
    c->claimed = c->size;
    if (!p || platform_adopt(s, p, c)) return p;
    free(p);
    return memi_fail(ENOMEM);
}

static void platform_release(MemState *s, void *p, MemCall *c) {
    platform_disown(s, p, c);
    free(p);
}

static void *platform_resize(MemState *s, void *p, MemCall *c) {
    size_t before = s->limited ? memi_usable_size(p) : 0;
    size_t growth = s->limited && c->size > before ? c->size - before : 0;
    if (!memi_reserve(s, growth)) return NULL;
    void *q = realloc(p, c->size);
    if (s->limited) memi_unreserve(s, q ? growth + before : growth);
    if (!q) return NULL;
    if (s->limited) __atomic_fetch_add(&s->reserved, memi_usable_size(q), __ATOMIC_RELAXED); /* maybe a little more */
    memi_count_platform(s, MEM_RELEASES, c->claimed);
    memi_count_platform(s, MEM_ALLOCATIONS, c->size);
    return q;
}

const MemStrategy memi_platform = {
    .alloc = platform_alloc,
    .resize = platform_resize,
    .release = platform_release,
    .adopt = platform_adopt,
    .disown = platform_disown,
};
