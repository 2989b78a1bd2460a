/*
 * parsefloor: how long libclang alone needs to parse the units of a compile
 * database - the floor under any tool that is built on it.
 *
 * Each thread has one index, takes the next unit, parses it and releases it
 * before it takes another. Nothing is looked at. The printed time runs from the
 * start of main: reading the database counts, loading libclang doesn't.
 */
#include <clang-c/CXCompilationDatabase.h>
#include <clang-c/Index.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* One compile command, ready for libclang. */
struct unit {
    char *file;     /* absolute */
    char **options; /* without compiler, source file and outputs */
    int count;
};

struct units {
    struct unit *items;
    size_t count;
};

/* What the threads share. */
struct work {
    struct units units;
    atomic_size_t next;
    atomic_size_t failed;      /* no unit came out of the parse */
    atomic_size_t with_errors; /* a unit came out, with at least one error */
    unsigned flags;
};

struct options {
    const char *build;
    const char *root;
    int jobs;
    bool record;
    bool once_per_file;
};

static void die(const char *what, const char *why)
{
    fprintf(stderr, "parsefloor: %s: %s\n", what, why);
    exit(2);
}

static void *required(void *memory)
{
    if (memory == NULL)
        die("memory", "exhausted");
    return memory;
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A copy of a libclang string, which is disposed. */
static char *taken(CXString string)
{
    char *copy = required(strdup(clang_getCString(string)));
    clang_disposeString(string);
    return copy;
}

static bool takes_value_and_is_dropped(const char *option)
{
    static const char *const names[] = {"-o", "-MF", "-MT", "-MQ"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(option, names[i]) == 0)
            return true;
    return false;
}

/* Outputs, dependency files and warnings: they don't change what is parsed. */
static bool is_dropped(const char *option)
{
    return strcmp(option, "-c") == 0 || strcmp(option, "--") == 0 || strncmp(option, "-M", 2) == 0
           || strncmp(option, "-W", 2) == 0;
}

static char *concatenated(const char *first, const char *second, const char *third)
{
    size_t size = strlen(first) + strlen(second) + strlen(third) + 1;
    char *text = required(malloc(size));
    snprintf(text, size, "%s%s%s", first, second, third);
    return text;
}

static char *absolute(const char *directory, const char *name)
{
    return name[0] == '/' ? required(strdup(name)) : concatenated(directory, "/", name);
}

/* Whether an argument names the unit's own source file, which libclang gets separately. */
static bool is_source(const char *option, const struct unit *unit, const char *directory)
{
    char resolved[PATH_MAX], source[PATH_MAX];
    if (option[0] == '-' || realpath(unit->file, source) == NULL)
        return false;
    char *path = absolute(directory, option);
    bool same = realpath(path, resolved) != NULL && strcmp(resolved, source) == 0;
    free(path);
    return same;
}

static void read_options(struct unit *unit, CXCompileCommand command, const char *directory)
{
    unsigned given = clang_CompileCommand_getNumArgs(command);
    unit->options = required(calloc(given + 3, sizeof *unit->options));
    for (unsigned i = 1; i < given; i++) {
        char *option = taken(clang_CompileCommand_getArg(command, i));
        if (takes_value_and_is_dropped(option))
            i++;
        else if (!is_dropped(option) && !is_source(option, unit, directory)) {
            unit->options[unit->count++] = option;
            continue;
        }
        free(option);
    }
    unit->options[unit->count++] = concatenated("-working-directory=", directory, "");
    unit->options[unit->count++] = required(strdup("-w"));
}

static struct unit read_unit(CXCompileCommand command)
{
    struct unit unit = {0};
    char *file = taken(clang_CompileCommand_getFilename(command));
    char *directory = taken(clang_CompileCommand_getDirectory(command));
    unit.file = absolute(directory, file);
    read_options(&unit, command, directory);
    free(file);
    free(directory);
    return unit;
}

static void free_unit(struct unit *unit)
{
    for (int i = 0; i < unit->count; i++)
        free(unit->options[i]);
    free(unit->options);
    free(unit->file);
}

static bool is_below(const char *file, const char *root)
{
    char resolved[PATH_MAX];
    size_t length = strlen(root);
    return realpath(file, resolved) != NULL && strncmp(resolved, root, length) == 0 && resolved[length] == '/';
}

static bool is_c(const char *file)
{
    size_t length = strlen(file);
    return length > 2 && strcmp(file + length - 2, ".c") == 0;
}

static bool is_listed(const struct units *units, const char *file)
{
    for (size_t i = 0; i < units->count; i++)
        if (strcmp(units->items[i].file, file) == 0)
            return true;
    return false;
}

static struct units read_database(const struct options *options, const char *root)
{
    CXCompilationDatabase_Error code;
    CXCompilationDatabase database = clang_CompilationDatabase_fromDirectory(options->build, &code);
    if (code != CXCompilationDatabase_NoError)
        die(options->build, "no compile_commands.json that clang can read");
    CXCompileCommands commands = clang_CompilationDatabase_getAllCompileCommands(database);
    unsigned count = clang_CompileCommands_getSize(commands);
    struct units units = {required(calloc(count + 1, sizeof *units.items)), 0};
    for (unsigned i = 0; i < count; i++) {
        struct unit unit = read_unit(clang_CompileCommands_getCommand(commands, i));
        bool wanted = is_c(unit.file) && is_below(unit.file, root)
                      && !(options->once_per_file && is_listed(&units, unit.file));
        if (wanted)
            units.items[units.count++] = unit;
        else
            free_unit(&unit);
    }
    clang_CompileCommands_dispose(commands);
    clang_CompilationDatabase_dispose(database);
    return units;
}

/* An error in the sources. The driver's about options that only gcc knows have no file and don't count. */
static bool is_source_error(CXDiagnostic diagnostic)
{
    CXFile file = NULL;
    clang_getFileLocation(clang_getDiagnosticLocation(diagnostic), &file, NULL, NULL, NULL);
    return file != NULL && clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
}

static bool has_errors(CXTranslationUnit parsed)
{
    unsigned count = clang_getNumDiagnostics(parsed);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(parsed, i);
        bool error = is_source_error(diagnostic);
        clang_disposeDiagnostic(diagnostic);
        if (error)
            return true;
    }
    return false;
}

static void parse(struct work *work, CXIndex index, const struct unit *unit)
{
    CXTranslationUnit parsed = NULL;
    enum CXErrorCode code = clang_parseTranslationUnit2(index, unit->file, (const char *const *)unit->options,
                                                        unit->count, NULL, 0, work->flags, &parsed);
    if (code != CXError_Success) {
        fprintf(stderr, "parsefloor: %s: libclang gave no unit (code %d)\n", unit->file, (int)code);
        atomic_fetch_add(&work->failed, 1);
        return;
    }
    if (has_errors(parsed))
        atomic_fetch_add(&work->with_errors, 1);
    clang_disposeTranslationUnit(parsed);
}

static void *run_thread(void *context)
{
    struct work *work = context;
    CXIndex index = clang_createIndex(0, 0);
    size_t taken_unit;
    while ((taken_unit = atomic_fetch_add(&work->next, 1)) < work->units.count)
        parse(work, index, &work->units.items[taken_unit]);
    clang_disposeIndex(index);
    return NULL;
}

static void run_threads(struct work *work, int jobs)
{
    pthread_t *threads = required(calloc((size_t)jobs, sizeof *threads));
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, (size_t)8 << 20);
    for (int i = 0; i < jobs; i++)
        if (pthread_create(&threads[i], &attributes, run_thread, work) != 0)
            die("thread", strerror(errno));
    for (int i = 0; i < jobs; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

static void usage(void)
{
    fputs("usage: parsefloor -p BUILD [-j N] [--record] [--once-per-file] ROOT\n"
          "Parses the C units of BUILD/compile_commands.json that lie below ROOT, prints JSON.\n"
          "  --record          with clang's detailed preprocessing record\n"
          "  --once-per-file   only the first command of a file that is compiled several times\n",
          stderr);
    exit(2);
}

static struct options read_arguments(int count, char **arguments)
{
    static const struct option known[] = {
        {"record", no_argument, NULL, 'r'}, {"once-per-file", no_argument, NULL, 'o'}, {NULL, 0, NULL, 0}};
    struct options options = {.jobs = 1};
    int option;
    while ((option = getopt_long(count, arguments, "p:j:", known, NULL)) != -1) {
        switch (option) {
        case 'p': options.build = optarg; break;
        case 'j': options.jobs = atoi(optarg); break;
        case 'r': options.record = true; break;
        case 'o': options.once_per_file = true; break;
        default: usage();
        }
    }
    if (options.build == NULL || options.jobs < 1 || optind != count - 1)
        usage();
    options.root = arguments[optind];
    return options;
}

static void print_result(const struct work *work, double seconds)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"units\": %zu, \"failed\": %zu, \"with_errors\": %zu, \"seconds\": %.3f, \"peak_kib\": %ld}\n",
           work->units.count, work->failed, work->with_errors, seconds, usage.ru_maxrss);
}

int main(int count, char **arguments)
{
    double began = seconds_now();
    struct options options = read_arguments(count, arguments);
    char root[PATH_MAX];
    if (realpath(options.root, root) == NULL)
        die(options.root, strerror(errno));
    struct work work = {.units = read_database(&options, root)};
    work.flags = options.record ? CXTranslationUnit_DetailedPreprocessingRecord : CXTranslationUnit_None;
    run_threads(&work, options.jobs);
    print_result(&work, seconds_now() - began);
    for (size_t i = 0; i < work.units.count; i++)
        free_unit(&work.units.items[i]);
    free(work.units.items);
    return work.failed == 0 ? 0 : 1;
}
