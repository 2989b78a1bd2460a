/* test_libraries.c - a program and shared libraries that each hold a copy of the library: a fork goes on,
 * blocks cross the borders, and libraries are unloaded. They are this file, built with LIBRARY, their
 * prefix. Argument: the directory of those that are loaded at run time. */
#define _GNU_SOURCE
#include "mem/mem.h"

#ifdef LIBRARY
#define PASTE(a, b) a##b
#define NAMED(a, b) PASTE(a, b)
void *NAMED(LIBRARY, _new)(size_t n);
void *NAMED(LIBRARY, _new)(size_t n) { return MEM_ALLOC(allocators_get(ALLOC_SYSTEM_GENERAL), n); }
void library_loaded(void) __attribute__((__weak__));
__attribute__((constructor)) static void call_program(void) {
    if (library_loaded) library_loaded();
}
#else
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

void *one_new(size_t n);
void *two_new(size_t n);
void library_loaded(void);

static void release(void *p, void *q) {
    MEM_FREE(allocators_get(ALLOC_SYSTEM_GENERAL), p, 8);
    MEM_FREE(allocators_get(ALLOC_SYSTEM_GENERAL), q, 16);
}

static void test_fork(void) {
    void *p = one_new(8), *q = two_new(16);
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        release(p, q);
        _exit(0);
    }
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    release(p, q);
    CHECK(mem_check_all() == 0);
}

typedef void *New(size_t n);
typedef struct Loaded {
    void *library;
    New *new_block;
} Loaded;

static Loaded load(const char *directory, const char *name) {
    char path[4096], function[64];
    snprintf(path, sizeof path, "%s/lib%s.so", directory, name);
    snprintf(function, sizeof function, "%s_new", name);
    Loaded loaded = {.library = dlopen(path, RTLD_NOW | RTLD_LOCAL)};
    if (loaded.library) *(void **)&loaded.new_block = dlsym(loaded.library, function);
    CHECK(loaded.new_block != NULL);
    return loaded;
}

/* Its copy is not in force: the program's blocks live on. */
static void test_unloaded(const char *directory) {
    Loaded three = load(directory, "three");
    void *p = three.new_block(8), *q = three.new_block(16);
    mem_set_handler(catch_finding, NULL);
    CHECK(dlclose(three.library) == 0 && caught_count == 0);
    release(p, q);
    CHECK(caught_count == 0);
}

static pthread_barrier_t used, unloaded;

static void *use(void *new_block) {
    CHECK(((Loaded *)new_block)->new_block(8) != NULL);
    pthread_barrier_wait(&used);
    pthread_barrier_wait(&unloaded);
    return NULL;
}

/* Its copy serves itself alone; a thread that used it ends after it is gone. */
static void test_own_copy(const char *directory) {
    Loaded four = load(directory, "four");
    pthread_t thread;
    pthread_barrier_init(&used, NULL, 2);
    pthread_barrier_init(&unloaded, NULL, 2);
    CHECK(pthread_create(&thread, NULL, use, &four) == 0);
    pthread_barrier_wait(&used);
    CHECK(dlclose(four.library) == 0);
    pthread_barrier_wait(&unloaded);
    CHECK(pthread_join(thread, NULL) == 0);
}

static bool waited_for;

static void *release_foreign(void *p) {
    pthread_barrier_wait(&used);
    MEM_FREE_ADOPTED(allocators_get(ALLOC_SYSTEM_VM), p);
    return NULL;
}

/* By a library's constructor: the loader's lock is held. */
void library_loaded(void) {
    if (!waited_for) return;
    pthread_barrier_wait(&used);
    usleep(100000);
    MEM_FREE(allocators_get(ALLOC_SYSTEM_VM), MEM_ALLOC(allocators_get(ALLOC_SYSTEM_VM), 8), 8);
}

/* Whether memory is static is asked while another thread loads a library. */
static void test_loading(const char *directory) {
    pthread_t thread;
    waited_for = true;
    CHECK(pthread_create(&thread, NULL, release_foreign, malloc(16)) == 0);
    CHECK(dlclose(load(directory, "three").library) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
}

int main(int count, char **arguments) {
    if (count < 2) return 2;
    alarm(20); /* ends one that waits for its own lock */
    test_fork();
    test_unloaded(arguments[1]);
    test_own_copy(arguments[1]);
    test_loading(arguments[1]);
    return finish();
}
#endif
