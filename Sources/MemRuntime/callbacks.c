/* callbacks.c - functions of the types of libc's for each subsystem, for where the addresses of these
 * were taken: see MEM_ALLOC_CALLBACK and the others. */
#include "internal.h"

#define A(system) &memi_systems[ALLOC_SYSTEM_##system]
#define SITE(function, system, text) "mem_" function "_callback_" #system ":0\0" text

/* realloc and free; the ones that adopt have `_adopted` in their names. */
#define TAKING(system, _adopted, form)                                                                       \
    void *memi_realloc##_adopted##_callback_##system(void *p, size_t n) {                                    \
        return memi_resize(A(system), p, MEM_UNKNOWN_SIZE, n, form, SITE("realloc" #_adopted, system, "p")); \
    }                                                                                                        \
    void memi_free##_adopted##_callback_##system(void *p) {                                                  \
        memi_free(A(system), p, MEM_UNKNOWN_SIZE, form, SITE("free" #_adopted, system, "p"));                \
    }
#define CALLBACKS(system, strategy)                                                                          \
    void *memi_malloc_callback_##system(size_t n) {                                                          \
        return memi_alloc(A(system), n, SITE("malloc", system, "n"));                                        \
    }                                                                                                        \
    void *memi_calloc_callback_##system(size_t count, size_t size) {                                         \
        return memi_alloc_zero(A(system), memi_product(count, size), SITE("calloc", system, "count, size")); \
    }                                                                                                        \
    char *memi_strdup_callback_##system(const char *s) {                                                     \
        return memi_duplicate_string(A(system), s, SIZE_MAX, SITE("strdup", system, "s"));                   \
    }                                                                                                        \
    TAKING(system, , MEM_FORM_UNSIZED)                                                                       \
    TAKING(system, _adopted, MEM_FORM_ADOPTED)
MEM_SUBSYSTEMS(CALLBACKS)
