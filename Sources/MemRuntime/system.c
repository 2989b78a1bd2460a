/* system.c - what the C standard lacks: threads, maps and stacks. */
#include "internal.h"

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct Stack {
    uintptr_t low, high;
} Stack;

static Stack stack_of_thread(void) {
    static _Thread_local Stack stack;
    pthread_attr_t attributes;
    void *low = NULL;
    size_t size = 0;
    if (stack.high || pthread_getattr_np(pthread_self(), &attributes)) return stack;
    pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
    stack.low = (uintptr_t)low;
    stack.high = stack.low + size;
    return stack;
}

static int holds(struct dl_phdr_info *object, size_t size, void *p) {
    (void)size;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && (uintptr_t)p - object->dlpi_addr - part->p_vaddr < part->p_memsz) return 1;
    }
    return 0;
}

/* Not by dladdr: it waits for a library's constructors, which may wait for the lock. */
static bool is_static(const void *p) { return dl_iterate_phdr(holds, (void *)(uintptr_t)p) != 0; }

#define STACK_GAP ((uintptr_t)1 << 20) /* below the lowest page of a stack Linux maps nothing */

/* An unlimited stack has no lowest address: its size may take in the heap. */
static bool is_on_stack(uintptr_t at) {
    Stack stack = stack_of_thread();
    return at >= stack.low && at < stack.high && at >= (uintptr_t)__builtin_frame_address(0) - STACK_GAP;
}

bool memi_heap_like(const void *p) {
    if ((uintptr_t)p % MEM_ALIGNMENT) return false; /* CHECK:heap-aligned */
    if (is_on_stack((uintptr_t)p)) return false; /* CHECK:heap-stack */
    return !is_static(p); /* CHECK:heap-static */
}

static bool begins_page(const void *p) { return (uintptr_t)p % 4096 == 0; }

/* A page before the block's own need not be there. */
__attribute__((no_sanitize("address"), no_sanitize("thread")))
static bool has_size_before(const void *p, size_t usable) {
    const size_t *size = (const size_t *)p - 1;
    if (begins_page(p) && !memi_is_mapped(size)) return false;
    return (*size & ~(size_t)7) == usable + sizeof(size_t);
}

/* Other libraries have other things there, and valgrind minds that one looks. */
static bool is_glibcs_malloc(void) {
    const char *preloaded = getenv("LD_PRELOAD");
    if (preloaded && strstr(preloaded, "vgpreload")) return false;
    void *block = malloc(1000);
    MEMI_HIDE(block); /* its bounds */
    /* The page before another library's block may be there and not to be read. */
    bool is = block && !begins_page(block) && has_size_before(block, memi_usable_size(block));
    free(block);
    return is;
}

bool memi_has_header(const void *p, size_t usable) {
    static enum { UNKNOWN, GLIBC, OTHER } library;
    if (library == UNKNOWN) library = is_glibcs_malloc() ? GLIBC : OTHER;
    return library == GLIBC && has_size_before(p, usable);
}

bool memi_is_mapped(const void *p) {
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    unsigned char resident;
    return mincore((void *)((uintptr_t)p & ~(size - 1)), size, (void *)&resident) == 0;
}

/* Frames of the callers, by the chain of frame pointers; it ends where a frame is not further up
 * this thread's stack. */
unsigned memi_walk_stack(void **frames, unsigned most) {
    Stack stack = stack_of_thread();
    uintptr_t frame = (uintptr_t)__builtin_frame_address(0), low = stack.low;
    unsigned depth = 0;
    while (depth < most && frame > low && frame < stack.high - 2 * sizeof(void *) &&
           frame % sizeof(void *) == 0) {
        void **link = (void **)frame;
        if (!link[1]) break;
        frames[depth++] = link[1];
        low = frame;
        frame = (uintptr_t)link[0];
    }
    return depth;
}
