/* test_other_malloc.c - checking over a malloc that is not glibc's: before a block is another block, not
 * its size. Here they are multiples of 64 bytes, one behind the other, and are never used again. */
#define _GNU_SOURCE
#include <malloc.h>

#include "harness.h"

enum { UNIT = 64, UNITS = 1 << 16 };
static _Alignas(4096) unsigned char memory[UNITS][UNIT];
static size_t units[UNITS], used; /* of the block that begins there */

static void *take(size_t alignment, size_t n) {
    while ((uintptr_t)memory[used] % alignment) used++;
    size_t start = used;
    units[start] = n / UNIT + (n % UNIT || !n);
    if (units[start] > UNITS - start) return errno = ENOMEM, (void *)NULL;
    used += units[start];
    return memory[start];
}

void *malloc(size_t n) { return take(UNIT, n); }
void *calloc(size_t n, size_t size) { return take(UNIT, n * size); }
void free(void *p) { (void)p; }
size_t malloc_usable_size(void *p) { return units[(size_t)((unsigned char *)p - memory[0]) / UNIT] * UNIT; }
int posix_memalign(void **p, size_t alignment, size_t n) { return (*p = take(alignment, n)) ? 0 : ENOMEM; }
void *realloc(void *p, size_t n) {
    void *q = take(UNIT, n);
    size_t old = p ? malloc_usable_size(p) : 0;
    return q && p ? memcpy(q, p, old < n ? old : n) : q;
}

int main(void) {
    setenv("MEM_TRACE", "1", 1);
    mem_set_handler(catch_finding, NULL);
    MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 40), 40);
    size_t *neighbour = malloc(UNIT), last = UNIT / sizeof(size_t) - 1;
    neighbour[last] = UNIT + sizeof(size_t); /* as glibc has it before a block */
    char *p = MEM_ALLOC(SYSTEM(VM), 40);
    CHECK(p == (char *)(neighbour + last + 1));
    neighbour[last] = 1;
    MEM_FREE(SYSTEM(VM), p, 40);
    CHECK(caught_count == 0 && allocators_shutdown() == 0);
    return finish();
}
