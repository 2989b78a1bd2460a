#include <stddef.h>
struct mem_allocator;
enum { ALLOC_SYSTEM_STRINGS, ALLOC_SYSTEM_LISTS, ALLOC_SYSTEM_GENERAL };
struct mem_allocator *allocators_get(int subsystem);
void *mem_alloc(struct mem_allocator *a, size_t size, const char *where);
void *mem_alloc_zero(struct mem_allocator *a, size_t count, size_t size, const char *where);
char *mem_duplicate(struct mem_allocator *a, const char *s, const char *where);
void mem_free(struct mem_allocator *a, void *p, size_t size, const char *where);
#define MEM_ALLOC(a, n) mem_alloc((a), (n), __FILE__ #n)
#define MEM_CALLOC(a, count, size) mem_alloc_zero((a), (count), (size), __FILE__ #size)
#define MEM_STRDUP(a, s) mem_duplicate((a), (s), __FILE__ #s)
#define MEM_FREE(a, p, n) mem_free((a), (p), (n), __FILE__ #p)
