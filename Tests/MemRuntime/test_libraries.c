/* test_libraries.c - a program and two shared libraries that each hold a copy of the library: a fork goes
 * on, and blocks cross the borders. The libraries are this file, built with LIBRARY, their prefix. */
#include "mem/mem.h"

#ifdef LIBRARY
#define PASTE(a, b) a##b
#define NAMED(a, b) PASTE(a, b)
void *NAMED(LIBRARY, _new)(size_t n);
void *NAMED(LIBRARY, _new)(size_t n) { return MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n); }
#else
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

void *one_new(size_t n);
void *two_new(size_t n);

static void release(void *p, void *q) {
    MEM_FREE(allocators_get(ALLOC_SYSTEM_GENERAL), p, 8);
    MEM_FREE(allocators_get(ALLOC_SYSTEM_GENERAL), q, 16);
}

int main(void) {
    void *p = one_new(8), *q = two_new(16);
    int status = -1;
    alarm(20); /* ends a fork that waits for its own lock */
    pid_t child = fork();
    if (child == 0) {
        release(p, q);
        _exit(0);
    }
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    release(p, q);
    CHECK(mem_check_all() == 0);
    return finish();
}
#endif
