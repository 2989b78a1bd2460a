/* bench.c - what each mode costs, as a ratio to plain malloc and free in the same process, rounds
 * of the two alternating. Run by bench.sh once for each mode. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "mem/mem.h"

enum { ROUNDS = 101, OPERATIONS = 40000, LIVE = 8192, BATCH = 20000, SIZES = 65536 };

static unsigned short sizes[SIZES], slots[SIZES];
static void *live[BATCH];
static size_t live_size[BATCH];
static Allocator *allocator;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* other processes do not count */
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void fill(void) {
    unsigned state = 12345;
    for (int i = 0; i < SIZES; i++) {
        state = state * 1103515245u + 12345u;
        sizes[i] = (unsigned short)(16 + (state >> 8) % 241);
        slots[i] = (unsigned short)((state >> 4) % LIVE);
    }
}

/* The three patterns, once for each way to allocate: the macros must be inlined as in a program.
 * An arena is not asked to free but reset after as many allocations as would be live. */
#define PATTERNS(NAME, ALLOC, FREE, RESET, FREE_SINGLE)                     \
    static void single_##NAME(void) {                                       \
        Allocator *a = allocator;                                           \
        (void)a;                                                            \
        for (int i = 0; i < OPERATIONS; i++) {                              \
            size_t n = sizes[i % SIZES];                                    \
            char *p = ALLOC(n);                                             \
            *p = 1;                                                         \
            __asm__ volatile("" : "+r"(p) : : "memory"); /* is not elided */ \
            FREE_SINGLE(p, n);                                              \
        }                                                                   \
    }                                                                       \
    static void live_##NAME(void) {                                           \
        Allocator *a = allocator;                                           \
        (void)a;                                                            \
        memset(live, 0, sizeof live);                                       \
        for (int i = 0; i < OPERATIONS; i++) {                              \
            int slot = slots[i % SIZES];                                    \
            FREE(live[slot], live_size[slot]);                              \
            if (i % LIVE == 0) RESET;                                       \
            live_size[slot] = sizes[i % SIZES];                             \
            live[slot] = ALLOC(live_size[slot]);                            \
            *(char *)live[slot] = 1;                                        \
        }                                                                   \
        for (int i = 0; i < LIVE; i++) FREE(live[i], live_size[i]);         \
        RESET;                                                              \
    }                                                                       \
    static void batch_##NAME(void) {                                          \
        Allocator *a = allocator;                                           \
        (void)a;                                                            \
        for (int round = 0; round < OPERATIONS / BATCH; round++) {          \
            for (int i = 0; i < BATCH; i++) {                               \
                live[i] = ALLOC(sizes[i]);                                  \
                *(char *)live[i] = 1;                                       \
            }                                                               \
            for (int i = 0; i < BATCH; i++) FREE(live[i], sizes[i]);        \
            RESET;                                                          \
        }                                                                   \
    }

#define PLAIN_ALLOC(n) malloc(n)
#define PLAIN_FREE(p, n) free(p)
#define OUR_ALLOC(n) MEM_ALLOC(a, n)
#define OUR_FREE(p, n) MEM_FREE(a, p, n)
#define VM_SYSTEM allocators_get(ALLOC_SYSTEM_VM)
#define SYSTEM_ALLOC(n) MEM_ALLOC(VM_SYSTEM, n)
#define SYSTEM_FREE(p, n) MEM_FREE(VM_SYSTEM, p, n)
#define NO_FREE(p, n) ((void)(p))
PATTERNS(plain, PLAIN_ALLOC, PLAIN_FREE, (void)0, PLAIN_FREE)
PATTERNS(system, SYSTEM_ALLOC, SYSTEM_FREE, (void)0, SYSTEM_FREE)
PATTERNS(arena, OUR_ALLOC, NO_FREE, mem_reset(allocator), OUR_FREE)
PATTERNS(pool, OUR_ALLOC, OUR_FREE, (void)0, OUR_FREE)

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values) {
    qsort(values, ROUNDS, sizeof *values, ascending);
    return values[ROUNDS / 2];
}

/* Prints the median of the rounds' ratios and the median time of plain malloc. */
static void compare(const char *mode, const char *pattern, void (*plain)(void), void (*ours)(void)) {
    double ratios[ROUNDS], times[ROUNDS];
    plain();
    ours();
    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        plain();
        double middle = now();
        ours();
        double end = now();
        ratios[i] = (end - middle) / (middle - start);
        times[i] = (middle - start) / OPERATIONS;
    }
    double ratio = median(ratios);
    printf("%-10s %-12s %7.3f   (plain %6.1f ns)\n", mode, pattern, ratio, median(times));
}

int main(int count, char **arguments) {
    const char *mode = count > 1 ? arguments[1] : "platform";
    void (*functions[4][3])(void) = {{single_plain, live_plain, batch_plain},
                                     {single_system, live_system, batch_system},
                                     {single_arena, live_arena, batch_arena},
                                     {single_pool, live_pool, batch_pool}};
    static const char *const patterns[] = {"single live", "8k live", "20k batch"};
    int which = 1;
    fill();
    if (!strcmp(mode, "arena")) which = 2, allocator = mem_create_arena_allocator("bench", 0, 0);
    if (!strcmp(mode, "pool")) which = 3, allocator = mem_create_pool_allocator("bench", 256, 0);
    if (!strcmp(mode, "plain") || !strcmp(mode, "mimalloc")) which = 0;
    for (int i = 0; i < 3; i++) compare(mode, patterns[i], functions[0][i], functions[which][i]);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-10s highest RSS %ld KiB\n", mode, usage.ru_maxrss);
    return 0;
}
