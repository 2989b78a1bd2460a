/* mem_macros.h - the macros a program writes. Included by mem.h.
 *
 * Every macro evaluates each argument exactly once, with one exception that keeps free(NULL) legal:
 * a size given with a pointer is evaluated after the pointer, and only if the pointer is not null,
 * so MEM_FREE(a, p, p->n * sizeof(T)) is right for every p.
 *
 * Where MEM_ clashes with another header (winnt.h has MEM_FREE), this file and mem_short.h are
 * written with another prefix; the rest of the library does not use these names.
 */
#ifndef MEM_MACROS_H
#define MEM_MACROS_H

/* The product, or SIZE_MAX, which no allocator can serve. */
MEMI_FUNCTION size_t memi_product(size_t count, size_t size) {
    size_t bytes;
    return __builtin_mul_overflow(count, size, &bytes) ? SIZE_MAX : bytes;
}

MEMI_FUNCTION void *memi_duplicate(Allocator *a, const void *p, size_t size, const char *site) {
    void *copy;
    if (!p && size) return memi_invalid(); /* CHECK:duplicate-null */
    copy = memi_alloc(a, size, site);
    if (copy && size) memcpy(copy, p, size);
    MEMI_HIDE(copy);
    return copy;
}

/* At most that many characters. */
MEMI_FUNCTION char *memi_duplicate_string(Allocator *a, const char *s, size_t most, const char *site) {
    size_t length = 0;
    char *copy;
    if (!s) return (char *)memi_invalid(); /* CHECK:string-null */
    /* not memchr: compilers warn where the bound is more than the string's array has */
    if (most == SIZE_MAX) length = strlen(s);
    else while (length < most && s[length]) length++;
    copy = (char *)memi_alloc(a, length + 1, site);
    if (copy) {
        memcpy(copy, s, length);
        copy[length] = 0;
    }
    MEMI_HIDE(copy);
    return copy;
}

#define memi_quote_(x) #x
#define memi_quote(x) memi_quote_(x)
#define memi_here __FILE__ ":" memi_quote(__LINE__) "\0"

/* n bytes; n zero bytes; n bytes whose address is a multiple of the power of two `alignment`
 * (resizing such a block does not keep the alignment). */
#define MEM_ALLOC(a, n) memi_alloc((a), (n), memi_here #n)
#define MEM_ALLOC_ZERO(a, n) memi_alloc_zero((a), (n), memi_here #n)
#define MEM_ALLOC_ALIGNED(a, alignment, n) \
    memi_alloc_slow((a), (n), (alignment), 0, NULL, memi_here #n)
/* count zeroed elements of `size` bytes. */
#define MEM_CALLOC(a, count, size) \
    memi_alloc_zero((a), memi_product((count), (size)), memi_here #count ", " #size)
/* One T, n of T; like malloc they are not initialised. */
#define MEM_NEW(a, T) ((T *)memi_alloc((a), sizeof(T), memi_here "sizeof(" #T ")"))
#define MEM_NEW_ARRAY(a, T, n) \
    ((T *)memi_alloc((a), memi_product((n), sizeof(T)), memi_here #T ", " #n))

/* The same with a tag, a string that findings and mem_visit show. It is kept by address: it must
 * live as long as the process. */
#define MEM_ALLOC_TAGGED(a, n, tag) memi_alloc_slow((a), (n), 0, 0, (tag), memi_here #n)
#define MEM_ALLOC_ZERO_TAGGED(a, n, tag) memi_alloc_slow((a), (n), 0, 1, (tag), memi_here #n)
#define MEM_CALLOC_TAGGED(a, count, size, tag) \
    memi_alloc_slow((a), memi_product((count), (size)), 0, 1, (tag), memi_here #count ", " #size)
#define MEM_NEW_TAGGED(a, T, tag) \
    ((T *)memi_alloc_slow((a), sizeof(T), 0, 0, (tag), memi_here "sizeof(" #T ")"))
#define MEM_NEW_ARRAY_TAGGED(a, T, n, tag) \
    ((T *)memi_alloc_slow((a), memi_product((n), sizeof(T)), 0, 0, (tag), memi_here #T ", " #n))

/* A copy of a string, of at most its first n characters, of n bytes. */
#define MEM_STRDUP(a, s) memi_duplicate_string((a), (s), SIZE_MAX, memi_here #s)
#define MEM_STRNDUP(a, s, n) memi_duplicate_string((a), (s), (n), memi_here #s ", " #n)
#define MEM_DUP(a, p, n) memi_duplicate((a), (p), (n), memi_here #p ", " #n)

/* realloc. The block keeps its contents up to the smaller size; on failure it is left as it was. */
#define MEM_REALLOC(a, p, old_size, n) memi_resize_sized(a, p, old_size, n, MEM_FORM_SIZED, #p)
#define MEM_REALLOC_UNSIZED(a, p, n) memi_resize_unsized(a, p, n, MEM_FORM_UNSIZED, #p)
#define MEM_REALLOC_ARRAY(a, p, old_size, count, size) \
    memi_resize_sized(a, p, old_size, memi_product((count), (size)), MEM_FORM_SIZED, #p)
#define MEM_REALLOC_ARRAY_UNSIZED(a, p, count, size) \
    memi_resize_unsized(a, p, memi_product((count), (size)), MEM_FORM_UNSIZED, #p)

/* free, with the block's size; without it; of a string whose block is strlen + 1 bytes. */
#define MEM_FREE(a, p, n) memi_free_sized(a, p, n, #p)
#define MEM_FREE_UNSIZED(a, p) memi_free_unsized(a, p, MEM_FORM_UNSIZED, #p)
#define MEM_FREE_STR(a, s) memi_free_unsized(a, s, MEM_FORM_STRING, #s)

/* free and realloc of a pointer that may be the allocator's block or one that libc handed out
 * (getline, vasprintf, realpath): what no allocator knows is adopted at this moment instead of being
 * a foreign pointer. A block that an allocator knows gets every check of the unsized forms.
 *   Platform: nothing more is needed; freed as if it had been MEM_ADOPTed just before. With
 * statistics but without checking, and under a limit, it counts as one of the allocator's own.
 *   Arena, pool: a pointer outside of all memory of the allocator is libc's to free; resizing it
 * moves it into the allocator. Inside, the rules of the unsized forms hold. Without checking, a
 * block of another arena or pool is as undefined as free() of it; with it, memory of a released block
 * that has left the quarantine is outside.
 *   What cannot be from malloc (misaligned, static, on this thread's stack) is not adopted: without
 * checking an arena or pool refuses it with EINVAL, a platform hands it to libc; checking reports a
 * foreign pointer. */
#define MEM_FREE_ADOPTED(a, p) memi_free_unsized(a, p, MEM_FORM_ADOPTED, #p)
#define MEM_REALLOC_ADOPTED(a, p, n) memi_resize_unsized(a, p, n, MEM_FORM_ADOPTED, #p)
#define MEM_REALLOC_ARRAY_ADOPTED(a, p, count, size) \
    memi_resize_unsized(a, p, memi_product((count), (size)), MEM_FORM_ADOPTED, #p)

/* Functions of the types of malloc, calloc, realloc, strdup and free for the subsystem NAME, where
 * the addresses of these used to be taken: for hooks, lists of callbacks, static initialisers. No
 * sizes are given back through them. The ADOPTED ones take what libc handed out as well, as
 * MEM_FREE_ADOPTED does. Under MEM_OFF they are these, so that strdup has to be declared. */
#ifdef MEM_OFF
#define memi_callback(function, NAME) function
#define memi_adopted_callback(function, NAME) function
#else
#define memi_callback(function, NAME) memi_##function##_callback_##NAME
#define memi_adopted_callback(function, NAME) memi_##function##_adopted_callback_##NAME
#endif
#define MEM_ALLOC_CALLBACK(NAME) memi_callback(malloc, NAME)
#define MEM_CALLOC_CALLBACK(NAME) memi_callback(calloc, NAME)
#define MEM_REALLOC_CALLBACK(NAME) memi_callback(realloc, NAME)
#define MEM_STRDUP_CALLBACK(NAME) memi_callback(strdup, NAME)
#define MEM_FREE_CALLBACK(NAME) memi_callback(free, NAME)
#define MEM_REALLOC_ADOPTED_CALLBACK(NAME) memi_adopted_callback(realloc, NAME)
#define MEM_FREE_ADOPTED_CALLBACK(NAME) memi_adopted_callback(free, NAME)

/* The border to memory of libc (getline, asprintf, realpath). ADOPT takes a block of malloc over:
 * use its result instead of p; n may be MEM_UNKNOWN_SIZE for a platform. DISOWN gives up a block:
 * its result is for free(). Platforms return p itself, arenas and pools a copy. NULL with errno on
 * failure, p is then untouched; null gives null. */
#define MEM_ADOPT(a, p, n) memi_adopt((a), (p), (n), memi_here #p)
#define MEM_DISOWN(a, p, n) memi_disown((a), (p), (n), memi_here #p)

/* The block is not a leak when it is still live at the end. */
#define MEM_IGNORE_LEAK(p) memi_ignore_leak(p)

/* MEM_SCOPE(a) { ... }: what the block allocates from the arena is released at its end, however it
 * is left; `break` and `continue` leave it, not a loop around it. For other strategies it is a plain
 * block. It needs C99. */
#define MEM_SCOPE(a) memi_scope_as(a, memi_scope_name(__LINE__))
#define memi_scope_name_(line) memi_scope_##line
#define memi_scope_name(line) memi_scope_name_(line)
#define memi_scope_as(a, scope)                                                               \
    for (MemScope scope __attribute__((__cleanup__(memi_scope_leave))) = memi_scope_enter(a); \
         scope.memi_open; scope.memi_open = 0)

/* A block's lifetime as MEM_SCOPE keeps it. */
typedef struct MemScope {
    MemMark mark;
    int memi_open; /* used where the program's macros are */
} MemScope;

MEMI_FUNCTION MemScope memi_scope_enter(Allocator *a) {
    MemScope scope;
    scope.mark = mem_mark(a);
    scope.memi_open = 1;
    return scope;
}

/* errno stays as it is. */
#ifdef MEM_OFF
MEMI_FUNCTION void memi_scope_leave(MemScope *scope) { (void)scope; }
#else
void memi_scope_leave(MemScope *scope);
#endif

#define memi_resize_unsized(a, p, n, form, text) \
    memi_resize((a), (p), MEM_UNKNOWN_SIZE, (n), (form), memi_here text)
#define memi_free_unsized(a, p, form, text) \
    memi_free((a), (void *)(p), MEM_UNKNOWN_SIZE, (form), memi_here text)
#define memi_resize_sized(a, p, old_size, n, form, text)                                    \
    __extension__({                                                                         \
        Allocator *memi_a = (a);                                                            \
        void *memi_p = (p);                                                                 \
        size_t memi_old = 0;                                                                \
        MEMI_HIDE(memi_p);                                                                  \
        if (memi_p) memi_old = (old_size);                                                  \
        memi_resize(memi_a, memi_p, memi_old, (n), (form), memi_here text);                 \
    })
#define memi_free_sized(a, p, n, text)                                                      \
    __extension__({                                                                         \
        Allocator *memi_a = (a);                                                            \
        void *memi_p = (void *)(p);                                                         \
        MEMI_HIDE(memi_p);                                                                  \
        if (memi_p) memi_free(memi_a, memi_p, (n), MEM_FORM_SIZED, memi_here text);         \
    })

/* Defined in callbacks.c. */
#define MEMI_CALLBACKS(name, strategy)                              \
    void *memi_malloc_callback_##name(size_t n);                    \
    void *memi_calloc_callback_##name(size_t count, size_t size);   \
    void *memi_realloc_callback_##name(void *p, size_t n);          \
    void *memi_realloc_adopted_callback_##name(void *p, size_t n);  \
    char *memi_strdup_callback_##name(const char *s);               \
    void memi_free_callback_##name(void *p);                        \
    void memi_free_adopted_callback_##name(void *p);
MEM_SUBSYSTEMS(MEMI_CALLBACKS)
#undef MEMI_CALLBACKS

#endif
