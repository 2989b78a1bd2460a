/* mem_compat.h - for files that are not migrated yet.
 *
 * Included in such a file (or with `cc -include mem/mem_compat.h`), it sends the calls of malloc,
 * calloc, realloc, strdup, strndup, reallocarray and free to GENERAL, so that checking mode sees
 * them. free and realloc take blocks of every platform subsystem and memory of libc, as they do
 * without this header; with MEM_OFF the header does nothing.
 *
 * Function-like macros: the names stay libc's where they are not called (`list_free(l, free)`), and
 * a member called through such a name (`vtable->free(p)`) needs parentheses: `(vtable->free)(p)`.
 * Include it after the system's headers.
 */
#ifndef MEM_COMPAT_H
#define MEM_COMPAT_H

#include "mem.h"

#ifndef MEM_OFF

#undef malloc
#undef calloc
#undef realloc
#undef reallocarray
#undef strdup
#undef strndup
#undef free
#define memi_general allocators_get(ALLOC_SYSTEM_GENERAL)
#define malloc(n) memi_alloc(memi_general, (n), memi_here #n)
#define calloc(count, size) \
    memi_alloc_zero(memi_general, memi_product((count), (size)), memi_here #count ", " #size)
#define realloc(p, n) memi_resize_unsized(memi_general, p, n, MEM_FORM_COMPAT, #p)
#define reallocarray(p, count, size) \
    memi_resize_unsized(memi_general, p, memi_product((count), (size)), MEM_FORM_COMPAT, #p)
#define strdup(s) memi_duplicate_string(memi_general, (s), SIZE_MAX, memi_here #s)
#define strndup(s, n) memi_duplicate_string(memi_general, (s), (n), memi_here #s ", " #n)
#define free(p) memi_free_unsized(memi_general, p, MEM_FORM_COMPAT, #p)

#endif
#endif
