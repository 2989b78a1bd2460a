#include "mem.h"
#define STR_ALLOC(n) MEM_ALLOC(allocators_get(ALLOC_SYSTEM_STRINGS), n)
#define STR_DUP(s) MEM_STRDUP(allocators_get(ALLOC_SYSTEM_STRINGS), s)
#define STR_FREE(p, n) MEM_FREE(allocators_get(ALLOC_SYSTEM_STRINGS), p, n)
#define LISTS_CALLOC(count, size) MEM_CALLOC(allocators_get(ALLOC_SYSTEM_LISTS), count, size)
