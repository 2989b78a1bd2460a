/* test_process.c - checking across processes and the log: forks that share it, a killed child, a
 * child that _exits, quick_exit, raw free of checked blocks, files that are not migrated, a changed
 * directory. The program reads the log back. Not built with AddressSanitizer, which owns free. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

static bool released_cancelled;
static char log_path[256], error_path[256], log_text[1 << 20];

static void read_log(void) {
    FILE *file = fopen(log_path, "r");
    size_t n = file ? fread(log_text, 1, sizeof log_text - 1, file) : 0;
    log_text[n] = 0;
    if (file) fclose(file);
}

/* Lines that have all three texts; NULL matches everything. */
static int lines_with(const char *a, const char *b, const char *c) {
    int count = 0;
    read_log();
    for (char *line = log_text, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = 0;
        CHECK(line[0] == '{' && end[-1] == '}');
        count += strstr(line, a) && (!b || strstr(line, b)) && (!c || strstr(line, c));
    }
    return count;
}

static const char *pid_text(pid_t pid) {
    static char text[32];
    snprintf(text, sizeof text, "\"pid\":%d,", (int)pid);
    return text;
}

typedef void Body(void);

static int run_child(Body *body) {
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        body();
        exit(0);
    }
    waitpid(pid, &status, 0);
    unlink(log_path);
    return status;
}

/* Runs a child, keeps its log. */
static pid_t log_of(Body *body, int *status) {
    unlink(log_path);
    pid_t pid = fork();
    if (pid == 0) {
        body();
        exit(0);
    }
    waitpid(pid, status, 0);
    return pid;
}

static void three_frees(void) {
    for (int i = 0; i < 3; i++) {
        char *p = MEM_ALLOC(SYSTEM(VM), 10);
        MEM_FREE(SYSTEM(VM), p, i == 1 ? 11 : 10);
    }
    MEM_FREE_UNSIZED(SYSTEM(AST), MEM_ALLOC(SYSTEM(AST), 4));
    MEM_FREE_STR(SYSTEM(STRINGS), MEM_STRDUP(SYSTEM(STRINGS), "\"quoted\\\n"));
}

static void test_summaries(void) {
    int status;
    const char *pid = pid_text(log_of(three_frees, &status));
    CHECK(status == 0);
    CHECK(lines_with("\"finding\"", pid, NULL) == 1);
    CHECK(lines_with("\"wrong-size\"", "\"size\":{\"claimed\":11,\"true\":10}",
                     "\"subsystem\":{\"claimed\":\"VM\",\"true\":\"VM\"}") == 1);
    CHECK(lines_with("\"release-site\"", "\"count\":3,\"sized\":3,\"unsized\":0,\"string\":0",
                     "\"agreed\":2,\"disagreed\":1,\"findings\":1") == 1);
    CHECK(lines_with("\"release-site\"", "\"count\":1,\"sized\":0,\"unsized\":1", "AST") == 1);
    CHECK(lines_with("\"release-site\"", "\"string\":1,\"agreed\":1,\"disagreed\":0", "STRINGS") == 1);
    CHECK(lines_with("\"release-reached\"", pid, NULL) == 3);
    CHECK(lines_with("\"file\":\"" __FILE__ "\"", "\"line\":", "\"text\":\"p\"") == 3);
}

static void kill_itself(void) {
    MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 5), 6);
    raise(SIGKILL);
}

static void exit_at_once(void) {
    MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 5), 5);
    _exit(0);
}

static void exit_quickly(void) {
    MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 5), 5);
    quick_exit(0);
}

static void test_ends(void) {
    int status;
    log_of(kill_itself, &status);
    CHECK(WIFSIGNALED(status) && lines_with("\"finding\"", "wrong-size", NULL) == 1);
    log_of(exit_at_once, &status);
    CHECK(lines_with("release-reached", NULL, NULL) == 1 && !lines_with("release-site", NULL, NULL));
    log_of(exit_quickly, &status);
    CHECK(lines_with("release-site", NULL, NULL) == 1);
}

static void *free_cancelled(void *p) {
    pthread_cancel(pthread_self());
    MEM_FREE(SYSTEM(VM), p, 6);   /* is logged: a finding, and that the place is reached */
    MEM_FREE_UNSIZED(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 7));
    released_cancelled = true;
    pthread_testcancel();
    return NULL;
}

static void end_a_thread(void) {
    pthread_t thread;
    void *result = NULL;
    alarm(20); /* ends a wait for a lock that nobody gives back */
    pthread_create(&thread, NULL, free_cancelled, MEM_ALLOC(SYSTEM(VM), 5));
    CHECK(pthread_join(thread, &result) == 0 && result == PTHREAD_CANCELED && released_cancelled);
    MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 5), 5);
    if (failed) _exit(1);
}

/* free() is no place where a thread is cancelled, though the log is written there. */
static void test_cancelled(void) {
    int status;
    log_of(end_a_thread, &status);
    CHECK(status == 0 && lines_with("\"finding\"", "wrong-size", NULL) == 1);
    CHECK(lines_with("release-site", NULL, NULL) == 3);
}

static char *from_parent;
static void free_inherited(void) { MEM_FREE(SYSTEM(VM), from_parent, 50); }
static void leak_in_child(void) { CHECK(MEM_ALLOC(SYSTEM(VM), 51)); }

static void test_inheritance(void) {
    int status;
    from_parent = MEM_ALLOC(SYSTEM(VM), 50);
    log_of(free_inherited, &status);
    CHECK(lines_with("\"finding\"", NULL, NULL) == 0);
    CHECK(lines_with("release-site", "\"count\":1", NULL) == 1);
    log_of(leak_in_child, &status);
    CHECK(lines_with("\"leak\"", "{\"true\":51}", NULL) == 1 && lines_with("finding\"", NULL, NULL) == 1);
    MEM_FREE(SYSTEM(VM), from_parent, 50);
}

/* Eight processes write findings into one log at once: no line is torn. */
static void many_findings(void) {
    for (int i = 0; i < 50; i++) MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 5), 6);
}

static void test_shared_log(void) {
    unlink(log_path);
    for (int i = 0; i < 8; i++)
        if (fork() == 0) {
            many_findings();
            exit(0);
        }
    while (wait(NULL) > 0) {}
    CHECK(lines_with("\"finding\"", "wrong-size", NULL) == 400);
}

static volatile int stop;
static void *keep_allocating(void *locked) {
    while (!stop) {
        MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 30), 30);
        MEM_FREE(locked, MEM_ALLOC(locked, 30), 30);
    }
    return NULL;
}

static Allocator *shared_pool;
static void allocate_in_child(void) {
    alarm(20); /* a lock that nobody will release */
    MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 30), 30);
    MEM_FREE(shared_pool, MEM_ALLOC(shared_pool, 30), 30);
}

static void test_fork_with_threads(void) {
    pthread_t threads[2];
    shared_pool = mem_create_pool_allocator("shared", 32, 1);
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, keep_allocating, shared_pool);
    for (int i = 0; i < 40; i++) CHECK(run_child(allocate_in_child) == 0);
    stop = 1;
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    mem_destroy(shared_pool);
}

/* The size before a block that begins a page is on another page, and somebody else's as well. */
static void test_freed_outside_at_page(void) {
    enum { COUNT = 600, SIZE = 2000 };
    char *blocks[COUNT], *joined = NULL;
    mem_set_handler(catch_finding, NULL);
    forget();
    for (int i = 0; i < COUNT; i++) blocks[i] = opaque(MEM_ALLOC(SYSTEM(VM), SIZE));
    for (int i = 1; i < COUNT && !joined; i++) {
        size_t between = (size_t)(blocks[i] - blocks[i - 1]);
        if ((uintptr_t)blocks[i] % 4096 || blocks[i] < blocks[i - 1] || between > 2 * SIZE) continue;
        free(blocks[i - 1]);
        free(blocks[i]);
        joined = opaque(malloc(between + SIZE));
        CHECK(joined == opaque(blocks[i - 1]));
        memset(joined, 'A', between + SIZE);
        blocks[i - 1] = blocks[i] = NULL;
    }
    CHECK(joined != NULL);
    for (int i = 0; i < COUNT; i++) MEM_FREE(SYSTEM(VM), blocks[i], SIZE);
    CHECK(mem_check_all() == 0 && caught_count == 0);
    allocators_shutdown();
    CHECK(caught_count == 2 && caught[0].kind == MEM_FOUND_FREED_OUTSIDE &&
          caught[1].kind == MEM_FOUND_FREED_OUTSIDE);
    free(joined);
}

/* The address of a block that raw free took comes back from libc: as the same size, found when it is
 * handed out; as another, found at release; big ones are unmapped. */
static void test_freed_outside(void) {
    mem_set_handler(catch_finding, NULL);
    forget();
    char *p = opaque(MEM_ALLOC(SYSTEM(VM), 700)), *q;
    free(p);
    q = MEM_ALLOC(SYSTEM(VM), 700);
    CHECK(q == opaque(p) && only(MEM_FOUND_FREED_OUTSIDE));
    MEM_FREE(SYSTEM(VM), q, 700);
    CHECK(caught_count == 0);
    p = opaque(MEM_ALLOC(SYSTEM(VM), 700));
    free(p);
    q = MEM_REALLOC(SYSTEM(VM), opaque(p), 700, 701); /* libc hands it out for the new block */
    CHECK(q == opaque(p) && only(MEM_FOUND_FREED_OUTSIDE));
    memset(q, 1, 701);
    MEM_FREE(SYSTEM(VM), q, 701);
    CHECK(caught_count == 0);
    p = opaque(MEM_ALLOC(SYSTEM(VM), 3000000));
    free(p);
    CHECK(mem_check_all() == 0 && caught_count == 0); /* does not touch it */
    allocators_shutdown();
    CHECK(only(MEM_FOUND_FREED_OUTSIDE));
    forget();
    p = opaque(MEM_ALLOC(SYSTEM(VM), 9000000));
    q = opaque(MEM_ALLOC(SYSTEM(VM), 9000000));
    MEM_FREE(SYSTEM(VM), p > q ? p : q, 9000000); /* nothing is mapped behind the other then */
    MEM_FREE(SYSTEM(VM), p > q ? q : p, 9000000);
    CHECK(caught_count == 0);
    p = opaque(MEM_ALLOC(SYSTEM(VM), 3)); /* its guard is where libc's list goes */
    q = opaque(MEM_ALLOC(SYSTEM(VM), 3));
    free(p); /* libc caches it, which changes nothing that it tells of the size */
    allocators_shutdown();
    CHECK(caught_count == 2 && caught[0].kind == MEM_FOUND_LEAK &&
          caught[1].kind == MEM_FOUND_FREED_OUTSIDE);
    forget();
    MEM_FREE(SYSTEM(VM), q, 3);
    CHECK(caught_count == 0);
    char *before = opaque(malloc(40000));
    p = opaque(MEM_ALLOC(SYSTEM(VM), 50000));
    free(before);
    free(p);
    q = opaque(malloc(90000)); /* what libc keeps before p is inside */
    CHECK(q < (char *)opaque(p) && (char *)opaque(p) < q + 90000);
    memset(q, 'A', 90000);
    CHECK(mem_check_all() == 0 && caught_count == 0);
    allocators_shutdown();
    CHECK(only(MEM_FOUND_FREED_OUTSIDE));
    free(q);
    Allocator *arena = mem_create_arena_allocator("arena", 0, 0);
    p = opaque(MEM_ALLOC(arena, 100));
    q = opaque(MEM_ALLOC(arena, 100));
    free(p);
    allocators_shutdown();
    CHECK(only(MEM_FOUND_FREED_OUTSIDE));
    mem_destroy(arena);
    forget();
    p = opaque(MEM_ALLOC(SYSTEM(VM), 5000));
    q = realloc(p, 2000); /* in place: shrinks under the record */
    if (q == opaque(p)) {
        MEM_FREE(SYSTEM(VM), q, 2000);
        CHECK(caught_count == 2 && caught[0].kind == MEM_FOUND_FREED_OUTSIDE &&
              caught[1].kind == MEM_FOUND_FOREIGN_POINTER);
    }
    forget();
    p = opaque(MEM_ALLOC(SYSTEM(VM), 700));
    MEM_FREE(SYSTEM(VM), p, 700);
    free(p); /* while it is in the quarantine: it must not be given back twice */
    for (int i = 0; i < 3000; i++) MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 64), 64);
    CHECK(only(MEM_FOUND_WRITE_AFTER_FREE)); /* libc wrote its list into it */
    p = opaque(MEM_ALLOC(SYSTEM(VM), 690)); /* which handed it out again */
    CHECK(caught_count == 0);
    MEM_FREE(SYSTEM(VM), p, 690);
    p = opaque(MEM_ALLOC(SYSTEM(VM), 5000));
    MEM_FREE(SYSTEM(VM), p, 5000);
    q = realloc(p, 2000); /* in place, while it is in the quarantine: it is somebody else's now */
    for (int i = 0; i < 3000; i++) MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 64), 64);
    CHECK(q != opaque(p) || only(MEM_FOUND_FREED_OUTSIDE));
    free(q);
    forget();
    arena = mem_create_arena_allocator("arena", 0, 0);
    free(opaque(MEM_ALLOC(arena, 1 << 26))); /* is always mapped by itself */
    mem_reset(arena); /* does not touch it, either */
    CHECK(only(MEM_FOUND_FREED_OUTSIDE));
    mem_destroy(arena);
    mem_set_handler(NULL, NULL);
}

/* A program that asks malloc_usable_size uses more than it asked for. */
static void test_overrun_resized(void) {
    mem_set_handler(catch_finding, NULL);
    forget();
    unsigned char *p = MEM_ALLOC(SYSTEM(VM), 24);
    size_t room = malloc_usable_size(p);
    memset(opaque(p), 7, room);
    p = MEM_REALLOC(SYSTEM(VM), p, 24, 200);
    CHECK(only(MEM_FOUND_OVERRUN));
    for (size_t i = 0; i < room; i++) CHECK(p[i] == 7);
    MEM_FREE(SYSTEM(VM), p, 200);
    CHECK(caught_count == 0);
    mem_set_handler(NULL, NULL);
}

void unmigrated_round_trip(Allocator *arena); /* unmigrated.c */

static void test_unmigrated(void) {
    Allocator *arena = mem_create_arena_allocator("arena", 0, 0);
    mem_set_handler(catch_finding, NULL);
    forget();
    unmigrated_round_trip(arena);
    CHECK(only(MEM_FOUND_WRONG_ALLOCATOR)); /* its arena block */
    mem_set_handler(NULL, NULL);
    mem_destroy(arena);
}

static void stack_child(void) { MEM_FREE(SYSTEM(VM), MEM_ALLOC_TAGGED(SYSTEM(VM), 5, "tagged\t"), 6); }

/* Latin-1, overlong, a surrogate, beyond Unicode, cut off; between them what is UTF-8. */
static void odd_bytes(void) {
    static const char tag[] = "\xC3\xA4" "\xE4|\xE0\x80\x80|\xED\xA0\x80|\xF0\x80\x80\x80|\xF4\x90\x80\x80|"
                              "\xE2\x82\xAC\xF0\x9F\x98\x80\xED\x9F\xBF\x7F\xE2\x82";
    MEM_FREE(SYSTEM(VM), MEM_ALLOC_TAGGED(SYSTEM(VM), 5, tag), 6);
}

static void test_odd_bytes(void) {
    int status;
    log_of(odd_bytes, &status);
    CHECK(lines_with("\"tag\":\"\xC3\xA4\\u00e4|\\u00e0\\u0080\\u0080|\\u00ed\\u00a0\\u0080|", NULL, NULL) == 1);
    CHECK(lines_with("|\\u00f0\\u0080\\u0080\\u0080|\\u00f4\\u0090\\u0080\\u0080|", NULL, NULL) == 1);
    CHECK(lines_with("|\xE2\x82\xAC\xF0\x9F\x98\x80\xED\x9F\xBF\\u007f\\u00e2\\u0082\"", NULL, NULL) == 1);
}

static void text_child(void) {
    int file = open(log_path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
    char *p = MEM_ALLOC_TAGGED(SYSTEM(VM), 64, "builder"), on_stack[8];
    static char tag[3000];
    memset(tag, 't', sizeof tag - 1);
    dup2(file, STDERR_FILENO);
    MEM_FREE(SYSTEM(AST), p, 13);
    MEM_FREE(SYSTEM(VM), p, 64);
    MEM_FREE_UNSIZED(SYSTEM(VM), (char *)opaque(on_stack));
    MEM_FREE(SYSTEM(VM), MEM_ALLOC_TAGGED(SYSTEM(VM), 5, tag), 6);
    CHECK(MEM_ALLOC(SYSTEM(VM), 71) != NULL);
}

static int has(const char *text) { return strstr(log_text, text) != NULL; }

/* What people are told; the log is off in this program's second run, see main. */
static void test_text(void) {
    int status;
    log_of(text_child, &status);
    read_log();
    CHECK(has("test_process.c:") && has(": wrong-allocator: p: pointer 0x"));
    CHECK(has(", claimed 13 bytes, true 64 bytes, given to AST, of VM, allocated at "));
    CHECK(has(": wrong-size: ") && has(", tag builder\n    allocated from 0x"));
    CHECK(has(": double-free: ") && has(", released before at "));
    CHECK(has(": foreign-pointer: (char *)opaque(on_stack): pointer 0x"));
    CHECK(has(": leak: 71: pointer 0x") && has(", true 71 bytes, of VM, allocated at "));
}

static int visited;
static int visit_vm(const MemBlock *block, void *context) {
    visited += block->size == 77 && !strcmp(block->tag, "seen") && block->allocation.line != 0;
    return context != NULL;
}

static void test_visits(void) {
    char *p = MEM_ALLOC_TAGGED(SYSTEM(PARSER), 77, "seen"), *q = MEM_ALLOC_TAGGED(SYSTEM(PARSER), 77, "seen");
    MEM_FREE(SYSTEM(PARSER), MEM_ALLOC(SYSTEM(PARSER), 3), 3);
    CHECK(mem_visit(SYSTEM(PARSER), visit_vm, NULL) == 0 && visited == 2);
    CHECK(mem_visit(SYSTEM(PARSER), visit_vm, &visited) == 1 && visited == 3);
    MEM_FREE(SYSTEM(PARSER), p, 77);
    MEM_FREE(SYSTEM(PARSER), q, 77);
}

static void wrong_twice(void) {
    close(STDERR_FILENO);
    CHECK(open(error_path, O_WRONLY | O_CREAT, 0600) == STDERR_FILENO);
    for (int i = 0; i < 2; i++) MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 5), 6);
}

/* That findings get lost is said, once. */
static void test_unwritable_log(void) {
    char log[sizeof log_path];
    int status;
    strcpy(log, log_path);
    snprintf(error_path, sizeof error_path, "/tmp/mem-test-errors-%d", (int)getpid());
    unlink(log_path);
    CHECK(mkdir(log_path, 0700) == 0);
    log_of(wrong_twice, &status);
    rmdir(log_path);
    strcpy(log_path, error_path);
    read_log();
    char *line = strstr(log_text, "MEM_TRACE_LOG: cannot write /tmp/mem-test-");
    CHECK(line && strstr(line, ": Is a directory\n") && !strstr(line + 1, "MEM_TRACE_LOG"));
    unlink(log_path);
    strcpy(log_path, log);
}

static void test_without_log(void) {
    setenv("MEM_TRACE", "yes", 1);
    setenv("MEM_STATS", "", 1);
    setenv("MEM_TRACE_LOG", "", 1);
    setenv("MEM_TRACE_STACK", "40", 1);      /* more than there can be */
    setenv("MEM_TRACE_QUARANTINE", "1x", 1); /* no number: the default */
    snprintf(log_path, sizeof log_path, "/tmp/mem-test-%d", (int)getpid());
    test_text();
    unlink(log_path);
    AllocatorConfig late = {.trace_log = log_path};
    CHECK(allocators_init(&late) == 0); /* the first log there is */
    MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 5), 6);
    CHECK(lines_with("\"finding\"", "wrong-size", NULL) == 1);
    test_unwritable_log();
    mem_set_handler(catch_finding, NULL);
}

/* Ends with the log removed, and nothing left to log. */
static void end(const char *directory) {
    int result = finish();
    allocators_shutdown();
    unlink(log_path);
    if (directory) rmdir(directory);
    fflush(stdout);
    _exit(result);
}

int main(int count, char **arguments) {
    char directory[] = "/tmp/mem-test-XXXXXX";
    int status;
    if (count > 1 && !strcmp(arguments[1], "text")) {
        test_without_log();
        end(NULL);
    }
    if (!mkdtemp(directory) || chdir(directory)) return 2;
    snprintf(log_path, sizeof log_path, "%s/log", directory);
    setenv("MEM_TRACE", "1", 1);
    setenv("MEM_TRACE_LOG", "log", 1); /* relative: made absolute before the chdir */
    setenv("MEM_TRACE_STACK", "4", 1);
    setenv("MEM_TRACE_STDERR", "0", 1);
    setenv("MEM_TRACE_QUARANTINE", "32768", 1);
    MEM_FREE(SYSTEM(VM), MEM_ALLOC(SYSTEM(VM), 1), 1);
    CHECK(chdir("/") == 0);
    test_summaries();
    test_ends();
    test_cancelled();
    test_inheritance();
    test_shared_log();
    test_fork_with_threads();
    test_freed_outside();
    test_freed_outside_at_page();
    test_overrun_resized();
    test_unmigrated();
    test_visits();
    test_odd_bytes();
    log_of(stack_child, &status);
    CHECK(lines_with("\"tag\":\"tagged\\u0009\"", "\"stack\":[\"0x", NULL) == 1);
    end(directory);
}
