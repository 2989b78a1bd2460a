#include <stddef.h>
struct mem_allocator;
struct mem_allocator *allocators_get(int subsystem);
enum { ALLOC_SYSTEM_STRINGS, ALLOC_SYSTEM_LISTS, ALLOC_SYSTEM_GENERAL, ALLOC_SYSTEM_OLD };
void *mem_alloc(struct mem_allocator *a, size_t size, const char *where);
void *mem_realloc(struct mem_allocator *a, void *p, size_t old, size_t size, const char *where);
void mem_free(struct mem_allocator *a, void *p, size_t size, const char *where);
#define MEM_ALLOC(a, n) mem_alloc((a), (n), __FILE__ #n)
#define MEM_REALLOC(a, p, old, n) mem_realloc((a), (p), (old), (n), __FILE__ #n)
#define MEM_FREE(a, p, n) mem_free((a), (p), (n), __FILE__ #p)
#define MEM_FREE_UNSIZED(a, p) mem_free((a), (p), -1, __FILE__ #p)
