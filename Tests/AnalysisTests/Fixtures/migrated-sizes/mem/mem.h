/* The runtime where it is found, else what a program sees of it. */
#if __has_include(<mem/mem.h>)
#include <mem/mem.h>
#else
#include <stddef.h>
struct mem_allocator;
enum { ALLOC_SYSTEM_GENERAL };
struct mem_allocator *allocators_get(int subsystem);
void *mem_alloc(struct mem_allocator *a, size_t size, const char *where);
void *mem_alloc_zero(struct mem_allocator *a, size_t size, const char *where);
void *mem_alloc_aligned(struct mem_allocator *a, size_t size, size_t alignment, const char *where);
char *mem_duplicate(struct mem_allocator *a, const char *s, size_t most, const char *where);
void *mem_resize(struct mem_allocator *a, void *p, size_t old, size_t size, const char *where);
void mem_free(struct mem_allocator *a, void *p, size_t size, const char *where);
static inline size_t mem_product(size_t count, size_t size) { return count * size; }
#define MEM_ALLOC(a, n) mem_alloc((a), (n), __FILE__ #n)
#define MEM_ALLOC_ZERO(a, n) mem_alloc_zero((a), (n), __FILE__ #n)
#define MEM_ALLOC_ALIGNED(a, alignment, n) mem_alloc_aligned((a), (n), (alignment), __FILE__ #n)
#define MEM_CALLOC(a, count, size) mem_alloc_zero((a), mem_product((count), (size)), __FILE__ #size)
#define MEM_STRDUP(a, s) mem_duplicate((a), (s), (size_t)-1, __FILE__ #s)
#define MEM_STRNDUP(a, s, n) mem_duplicate((a), (s), (n), __FILE__ #s)
#define MEM_REALLOC_UNSIZED(a, p, n) mem_resize((a), (p), (size_t)-1, (n), __FILE__ #p)
#define MEM_REALLOC_ARRAY_UNSIZED(a, p, count, size) \
  mem_resize((a), (p), (size_t)-1, mem_product((count), (size)), __FILE__ #p)
#define MEM_REALLOC(a, p, old, n)                        \
  __extension__({                                        \
    struct mem_allocator *mem_a = (a);                   \
    void *mem_p = (p);                                   \
    size_t mem_old = 0;                                  \
    __asm__("" : "+r"(mem_p));                           \
    if (mem_p) mem_old = (old);                          \
    mem_resize(mem_a, mem_p, mem_old, (n), __FILE__ #p); \
  })
#define MEM_FREE(a, p, n)                             \
  __extension__({                                     \
    struct mem_allocator *mem_a = (a);                \
    void *mem_p = (void *)(p);                        \
    __asm__("" : "+r"(mem_p));                        \
    if (mem_p) mem_free(mem_a, mem_p, (n), __FILE__ #p); \
  })
#define MEM_FREE_UNSIZED(a, p) mem_free((a), (void *)(p), (size_t)-1, __FILE__ #p)
#define MEM_FREE_STR(a, p) MEM_FREE_UNSIZED(a, p)
#endif
