#ifndef MEM_SHORT_H
#define MEM_SHORT_H

#include "mem.h"

#define LEX_ALLOC(n) MEM_ALLOC(allocators_get(ALLOC_SYSTEM_LEXER), n)
#define LEX_FREE(p, n) MEM_FREE(allocators_get(ALLOC_SYSTEM_LEXER), p, n)
#define SHARED_ALLOC(n) MEM_ALLOC(allocators_get(ALLOC_SYSTEM_SHARED), n)
#define SHARED_FREE(p, n) MEM_FREE(allocators_get(ALLOC_SYSTEM_SHARED), p, n)

#endif
