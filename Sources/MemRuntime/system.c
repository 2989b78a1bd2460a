/* system.c - what the C standard lacks: libc's size of a block, threads, maps and stacks. */
#include "internal.h"

#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__APPLE__)
#include <malloc/malloc.h>
#else
#include <malloc.h>
#endif

size_t mem_usable_size(const void *p) {
#if defined(__APPLE__)
    return malloc_size(p);
#else
    return malloc_usable_size((void *)(uintptr_t)p);
#endif
}

unsigned long mem_thread_id(void) {
#if defined(__linux__)
    static _Thread_local unsigned long id;
    if (!id) id = (unsigned long)gettid();
    return id;
#else
    uint64_t id = 0;
    pthread_threadid_np(NULL, &id);
    return (unsigned long)id;
#endif
}

typedef struct Stack {
    uintptr_t low, high;
} Stack;

static Stack stack_of_thread(void) {
    static _Thread_local Stack stack;
    if (stack.high) return stack;
#if defined(__APPLE__)
    stack.high = (uintptr_t)pthread_get_stackaddr_np(pthread_self());
    stack.low = stack.high - pthread_get_stacksize_np(pthread_self());
#else
    pthread_attr_t attributes;
    void *low = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &low, &size);
        pthread_attr_destroy(&attributes);
    }
    stack.low = (uintptr_t)low;
    stack.high = stack.low + size;
#endif
    return stack;
}

static bool is_on_stack(const void *p) {
    Stack stack = stack_of_thread();
    return (uintptr_t)p >= stack.low && (uintptr_t)p < stack.high;
}

bool mem_heap_like(const void *p) {
    Dl_info info;
    return (uintptr_t)p % MEM_ALIGNMENT == 0 && !is_on_stack(p) && !dladdr(p, &info);
}

bool mem_is_mapped(const void *p) {
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    unsigned char resident;
    return mincore((void *)((uintptr_t)p & ~(size - 1)), size, (void *)&resident) == 0;
}

/* The environment may not steer a set-user-id program: its log would be written with its rights. */
const char *mem_environment(const char *name) {
    if (geteuid() != getuid() || getegid() != getgid()) return NULL;
    return getenv(name);
}

/* Frames of the callers, by the chain of frame pointers; it ends where a frame is not further up
 * this thread's stack. */
unsigned mem_walk_stack(void **frames, unsigned most) {
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
