#include <stddef.h>
struct mem_allocator;
enum { ALLOC_SYSTEM_GENERAL };
struct mem_allocator *allocators_get(int subsystem);
int mem_check(struct mem_allocator *a, size_t size);
void *mem_note(struct mem_allocator *a);
void *mem_alloc(struct mem_allocator *a, size_t size);
void *mem_alloc_int(struct mem_allocator *a, int size);
char *mem_duplicate(struct mem_allocator *a, const char *s);
void *mem_resize(struct mem_allocator *a, void *p, size_t size);
void mem_free(struct mem_allocator *a, void *p);
/* The sum is not what the program asked for. */
#define MEM_ALLOC(a, n) mem_alloc(a, n + 8)
/* What is written is asked for by itself, and not a factor of it. */
#define MEM_ALLOC_ZERO(a, n) mem_alloc(a, 2 * n)
/* The first call allocates nothing. */
#define MEM_CALLOC(a, count, size) (mem_check(a, (count)), mem_alloc(a, (count) * (size)))
/* Only this names the string. */
#define MEM_STRDUP(a, s) ({ mem_note(a); mem_duplicate((a), (s)); })
#define MEM_ALLOC_ALIGNED(a, alignment, n) ((void)(alignment), mem_alloc_int((a), (n)))
#define MEM_REALLOC_UNSIZED(a, p, n) ((p) ? mem_resize((a), (p), (n)) : mem_alloc((a), (n)))
#define MEM_FREE_UNSIZED(a, p) do { mem_free((a), (p)); (p) = NULL; } while (0)
